"use client";

import { useLocale, useTranslations } from "next-intl";
import { ERRORS } from "@/lib/core/errors";
import { Notice, Skeleton } from "../ui";
import { ParkedList } from "./parked";
import { SinkTable } from "./sinks";
import { useOutbox } from "./use-outbox";
import { Webhooks } from "./webhooks";

/** Everything that leaves: how each sink stands, what waits for a person, who receives. */
export function OutboxBoard() {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const { seen, refused, act } = useOutbox();
  return (
    <div className="mt-6 mb-10 grid gap-10">
      <div role="status" className="empty:hidden">
        {refused && <Notice tone="bad">{refused === "OFFLINE" ? t("offline") : ERRORS[refused][locale]}</Notice>}
        {seen === "unknown" && <Notice tone="warn">{t("unknown")}</Notice>}
      </div>
      {seen === null && <Skeleton className="h-40" />}
      {seen && seen !== "unknown" && (
        <>
          <SinkTable {...seen.outbox} act={act} />
          <ParkedList parked={seen.outbox.parked} act={act} />
          <Webhooks hooks={seen.hooks} act={act} />
        </>
      )}
    </div>
  );
}
