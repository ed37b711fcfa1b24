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

/** Everything that leaves: how each sink stands, what waits for a person, who receives. */
export function OutboxBoard() {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const { seen, refused, act } = useOutbox();
  const [sent, setSent] = useState<number | null>(null);
  const again: Retry = async (which) => {
    const answer = await act<{ sent: number }>("/api/admin/outbox/retries", { method: "POST", body: which });
    setSent(answer.ok ? answer.data.sent : null);
  };
  return (
    <div className="mt-6 mb-10 grid gap-10">
      <div role="status" className="sticky top-2 z-10 empty:hidden">
        {refused && <Notice tone="bad">{refused === "OFFLINE" ? t("offline") : ERRORS[refused][locale]}</Notice>}
        {!refused && sent !== null && <Notice tone="good">{t("sent", { count: sent })}</Notice>}
        {seen === "unknown" && <Notice tone="warn">{t("unknown")}</Notice>}
      </div>
      {seen === null && <Skeleton className="h-40" />}
      {seen && seen !== "unknown" && (
        <>
          <SinkList {...seen.outbox} again={again} />
          <ParkedList parked={seen.outbox.parked} again={again} />
          <WebhookList hooks={seen.hooks} act={act} />
          <RecentEvents facts={seen.outbox.facts} />
          <OutboxHistory history={seen.history} />
        </>
      )}
    </div>
  );
}
