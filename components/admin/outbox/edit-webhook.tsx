"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Webhook, WebhookInput } from "@/client/types";
import { Button } from "../../ui";
import type { SendCommand } from "./use-outbox";
import { WebhookFields } from "./webhook-fields";

type Props = { webhook: Webhook; send: SendCommand; close: () => void };

/** Changes a webhook's address and events; its secret stays. */
export function EditWebhook({ webhook: { id, url, types }, send, close }: Props) {
  const t = useTranslations("outbox.webhooks");
  const [input, setInput] = useState<WebhookInput>({ url, types });
  const [invalid, setInvalid] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const response = await send(`/api/admin/webhooks/${id}`, { method: "PATCH", body: input });
    setInvalid(!response.ok && response.code === "INVALID_INPUT");
    if (response.ok) close();
  }

  return (
    <form
      noValidate
      onSubmit={save}
      aria-label={t("editOf", { url })}
      className="my-2 grid max-w-2xl gap-4 border-edge border-l-4 pl-4"
    >
      <WebhookFields name={`webhook-${id}`} value={input} invalid={invalid} change={setInput} />
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        <Button size="small" type="submit">
          {t("save")}
        </Button>
        <Button size="small" look="quiet" onClick={close}>
          {t("cancel")}
        </Button>
      </p>
    </form>
  );
}
