"use client";

import { useTranslations } from "next-intl";
import { AddWebhook } from "./add-webhook";
import type { Webhook } from "./types";
import type { CallApi } from "./use-outbox";
import { WebhookRow } from "./webhook-row";

/** The receivers that admins manage. */
export function WebhookList({ hooks, act }: { hooks: Webhook[]; act: CallApi }) {
  const t = useTranslations("outbox.hooks");
  return (
    <section aria-labelledby="hooks" className="grid gap-4">
      <div>
        <h2 id="hooks" className="text-xl">
          {t("title")}
        </h2>
        <p className="max-w-prose text-soft text-sm">{t("lead")}</p>
      </div>
      <ul className="border-line border-b empty:hidden">
        {hooks.map((hook) => (
          <WebhookRow key={hook.id} hook={hook} act={act} />
        ))}
      </ul>
      <h3 className="mt-4 text-base">{t("new")}</h3>
      <AddWebhook act={act} />
    </section>
  );
}
