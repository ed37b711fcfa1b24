"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ERRORS } from "@/lib/core/errors";
import { Notice, Skeleton } from "../../ui";
import { OutboxHistory } from "./history";
import { ParkedList } from "./parked";
import { RecentEvents } from "./recent-events";
import { SinkList } from "./sinks";
import { type Retry, useOutbox } from "./use-outbox";
import { WebhookList } from "./webhooks";

/** The outbox: every sink, what is parked, the webhooks, the newest events, and what admins did. */
export function OutboxBoard() {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const { view, errorCode, send } = useOutbox();
  const [sent, setSent] = useState<number | null>(null);
  const retry: Retry = async (which) => {
    const response = await send<{ sent: number }>("/api/admin/outbox/retries", { method: "POST", body: which });
    setSent(response.ok ? response.data.sent : null);
  };
  return (
    <div className="mt-6 mb-10 grid gap-10">
      <div role="status" className="sticky top-2 z-10 empty:hidden">
        {errorCode && <Notice tone="bad">{errorCode === "OFFLINE" ? t("offline") : ERRORS[errorCode][locale]}</Notice>}
        {!errorCode && sent !== null && <Notice tone="good">{t("sent", { count: sent })}</Notice>}
        {view === "unknown" && <Notice tone="warn">{t("unknown")}</Notice>}
      </div>
      {view === null && <Skeleton className="h-40" />}
      {view && view !== "unknown" && (
        <>
          <SinkList {...view.outbox} retry={retry} />
          <ParkedList parked={view.outbox.parked} retry={retry} />
          <WebhookList webhooks={view.webhooks} send={send} />
          <RecentEvents events={view.outbox.facts} />
          <OutboxHistory history={view.history} />
        </>
      )}
    </div>
  );
}
