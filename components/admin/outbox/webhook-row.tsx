"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Webhook, WebhookAttempt, WebhookDelivery } from "@/client/types";
import { Button } from "../../ui";
import { useApi } from "../../use-api";
import { AttemptResult, Deliveries } from "./deliveries";
import { EditWebhook } from "./edit-webhook";
import { REFRESH_EVERY_MS, type SendCommand } from "./use-outbox";

/** One webhook: change it, test it, switch it on or off, see its deliveries, remove it. */
export function WebhookRow({ webhook, send }: { webhook: Webhook; send: SendCommand }) {
  const t = useTranslations("outbox.webhooks");
  const { id, url, types, disabledAt } = webhook;
  const path = `/api/admin/webhooks/${id}`;
  const [editing, setEditing] = useState(false);
  const [attempt, setAttempt] = useState<WebhookAttempt | null>(null);
  const [showsRecent, setShowsRecent] = useState(false);
  const recent = useApi<{ deliveries: WebhookDelivery[] }>(showsRecent ? `${path}/deliveries` : null, REFRESH_EVERY_MS);

  async function test() {
    const response = await send<WebhookAttempt>(`${path}/tests`, { method: "POST" });
    setAttempt(response.ok ? response.data : null);
  }

  function remove() {
    if (!window.confirm(t("confirmRemove", { url }))) return;
    setShowsRecent(false); // a refresh would ask for the deliveries of a webhook that no longer exists
    void send(path, { method: "DELETE" });
  }

  return (
    <li className="grid gap-2 border-line border-t py-4 text-sm">
      <p className="break-all font-bold">{url}</p>
      <p className="text-soft">
        {types.length > 0 ? types.join(", ") : t("all")}
        {disabledAt && <b className="text-bad"> · {t("disabled")}</b>}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={test}>
          {t("test")}
        </Button>
        <Button size="small" aria-expanded={showsRecent} onClick={() => setShowsRecent(!showsRecent)}>
          {t("recent")}
        </Button>
        <Button size="small" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t("edit")}
        </Button>
        <Button size="small" onClick={() => send(path, { method: "PATCH", body: { enabled: disabledAt !== null } })}>
          {t(disabledAt ? "enable" : "disable")}
        </Button>
        <Button size="small" look="danger" onClick={remove}>
          {t("remove")}
        </Button>
      </div>
      <p role="status" className="empty:hidden">
        {attempt && <AttemptResult {...attempt} />}
      </p>
      {editing && <EditWebhook webhook={webhook} send={send} close={() => setEditing(false)} />}
      {recent && <Deliveries deliveries={recent.ok ? recent.data.deliveries : []} />}
    </li>
  );
}
