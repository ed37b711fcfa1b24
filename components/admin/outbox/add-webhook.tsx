"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Notice } from "../../ui";
import type { Webhook } from "./types";
import type { CallApi } from "./use-outbox";
import { WebhookFields } from "./webhook-fields";

const EMPTY_WEBHOOK = { url: "", types: [] };

/** A new receiver; its secret is shown once, here. */
export function AddWebhook({ act }: { act: CallApi }) {
  const t = useTranslations("outbox.hooks");
  const [receiver, setReceiver] = useState<{ url: string; types: string[] }>(EMPTY_WEBHOOK);
  const [fault, setFault] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  async function add(event: FormEvent) {
    event.preventDefault();
    setSecret(null);
    const answer = await act<Webhook>("/api/admin/webhooks", { method: "POST", body: receiver });
    setFault(!answer.ok && answer.code === "INVALID_INPUT");
    if (!answer.ok) return;
    setSecret(answer.data.secret ?? null);
    setReceiver(EMPTY_WEBHOOK);
  }

  return (
    <form noValidate onSubmit={add} aria-label={t("add")} className="grid max-w-2xl gap-4">
      <WebhookFields name="new-hook" value={receiver} fault={fault} change={setReceiver} />
      <p>
        <Button type="submit">{t("add")}</Button>
      </p>
      <div role="status" className="empty:hidden">
        {secret && (
          <Notice tone="good" title={t("secret")}>
            <code className="break-all">{secret}</code>
          </Notice>
        )}
      </div>
    </form>
  );
}
