"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { NewWebhook, WebhookInput } from "@/client/types";
import { Button, Notice } from "../../ui";
import type { SendCommand } from "./use-outbox";
import { WebhookFields } from "./webhook-fields";

const EMPTY_WEBHOOK: WebhookInput = { url: "", types: [] };

/** A new webhook; its secret is shown here once and never again. */
export function AddWebhook({ send }: { send: SendCommand }) {
  const t = useTranslations("outbox.webhooks");
  const [webhook, setWebhook] = useState(EMPTY_WEBHOOK);
  const [invalid, setInvalid] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  async function add(event: FormEvent) {
    event.preventDefault();
    setSecret(null);
    const response = await send<NewWebhook>("/api/admin/webhooks", { method: "POST", body: webhook });
    setInvalid(!response.ok && response.code === "INVALID_INPUT");
    if (!response.ok) return;
    setSecret(response.data.secret);
    setWebhook(EMPTY_WEBHOOK);
  }

  return (
    <form noValidate onSubmit={add} aria-label={t("add")} className="grid max-w-2xl gap-4">
      <WebhookFields name="new-webhook" value={webhook} invalid={invalid} change={setWebhook} />
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
