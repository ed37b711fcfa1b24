"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { fetchApi } from "../../api";
import { Button } from "../../ui";
import { AttemptResult, Deliveries } from "./deliveries";
import { EditWebhook } from "./edit-webhook";
import type { Attempt, Delivery, Webhook } from "./types";
import type { CallApi } from "./use-outbox";

/** One receiver: change it, try it, switch it, see what it answered, remove it. */
export function WebhookRow({ hook, act }: { hook: Webhook; act: CallApi }) {
  const t = useTranslations("outbox.hooks");
  const { id, url, types, disabledAt } = hook;
  const path = `/api/admin/webhooks/${id}`;
  const [editing, setEditing] = useState(false);
  const [tried, setTried] = useState<Attempt | null>(null);
  const [recent, setRecent] = useState(false);
  const [deliveries, setDeliveries] = useState<Delivery[] | null>(null);

  useEffect(() => {
    if (!recent) return;
    let closed = false;
    void fetchApi<{ deliveries: Delivery[] }>(`/api/admin/webhooks/${hook.id}/deliveries`).then((answer) => {
      if (!closed) setDeliveries(answer.ok ? answer.data.deliveries : []);
    });
    return () => {
      closed = true;
    };
  }, [recent, hook]); // with every look at the outbox comes a new `hook`, and so do they

  async function test() {
    const answer = await act<Attempt>(`${path}/tests`, { method: "POST" });
    setTried(answer.ok ? answer.data : null);
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
        <Button size="small" aria-expanded={recent} onClick={() => setRecent(!recent)}>
          {t("recent")}
        </Button>
        <Button size="small" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t("edit")}
        </Button>
        <Button size="small" onClick={() => act(path, { method: "PATCH", body: { enabled: disabledAt !== null } })}>
          {t(disabledAt ? "enable" : "disable")}
        </Button>
        <Button
          size="small"
          look="danger"
          onClick={() => window.confirm(t("sure", { url })) && void act(path, { method: "DELETE" })}
        >
          {t("remove")}
        </Button>
      </div>
      <p role="status" className="empty:hidden">
        {tried && <AttemptResult {...tried} />}
      </p>
      {editing && <EditWebhook hook={hook} act={act} close={() => setEditing(false)} />}
      {recent && deliveries && <Deliveries of={deliveries} />}
    </li>
  );
}
