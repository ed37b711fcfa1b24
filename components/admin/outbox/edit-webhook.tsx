"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "../../ui";
import type { Webhook } from "./types";
import type { CallApi } from "./use-outbox";
import { WebhookFields } from "./webhook-fields";

/** A receiver's address and events, to be changed; its secret stays. */
export function EditWebhook({ hook, act, close }: { hook: Webhook; act: CallApi; close: () => void }) {
  const t = useTranslations("outbox.hooks");
  const [receiver, setReceiver] = useState({ url: hook.url, types: hook.types });
  const [fault, setFault] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const answer = await act(`/api/admin/webhooks/${hook.id}`, { method: "PATCH", body: receiver });
    setFault(!answer.ok && answer.code === "INVALID_INPUT");
    if (answer.ok) close();
  }

  return (
    <form
      noValidate
      onSubmit={save}
      aria-label={t("editOf", { url: hook.url })}
      className="my-2 grid max-w-2xl gap-4 border-edge border-l-4 pl-4"
    >
      <WebhookFields name={`hook-${hook.id}`} value={receiver} fault={fault} change={setReceiver} />
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
