"use client";

import { useTranslations } from "next-intl";
import type { Webhook } from "@/client/types";
import { AddWebhook } from "./add-webhook";
import type { SendCommand } from "./use-outbox";
import { WebhookRow } from "./webhook-row";

/** The webhooks that admins manage. */
export function WebhookList({ webhooks, send }: { webhooks: Webhook[]; send: SendCommand }) {
  const t = useTranslations("outbox.webhooks");
  return (
    <section aria-labelledby="webhooks" className="grid gap-4">
      <div>
        <h2 id="webhooks" className="text-xl">
          {t("title")}
        </h2>
        <p className="max-w-prose text-soft text-sm">{t("lead")}</p>
      </div>
      <ul className="border-line border-b empty:hidden">
        {webhooks.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} send={send} />
        ))}
      </ul>
      <h3 className="mt-4 text-base">{t("new")}</h3>
      <AddWebhook send={send} />
    </section>
  );
}
