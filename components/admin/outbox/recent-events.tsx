"use client";

import { useTranslations } from "next-intl";
import type { Outbox } from "@/client/types";
import { DateTime } from "../../ui";

/** The newest events, whether delivered or not. */
export function RecentEvents({ events }: { events: Outbox["facts"] }) {
  const t = useTranslations("outbox.events");
  return (
    <section aria-labelledby="events" className="grid gap-3">
      <h2 id="events" className="text-xl">
        {t("title")}
      </h2>
      {events.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <ol className="figures border-line border-b text-sm empty:hidden">
        {events.map(({ id, type, aggregateKey, sequence, at }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 border-line border-t py-2">
            <span className="min-w-0 break-all">
              <b>{type}</b> {aggregateKey} #{sequence}
            </span>
            <DateTime value={at} className="text-soft" />
          </li>
        ))}
      </ol>
    </section>
  );
}
