"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "../../ui";
import type { EventSummary } from "./types";

/** The newest facts, whoever has had them. */
export function RecentEvents({ facts }: { facts: EventSummary[] }) {
  const t = useTranslations("outbox.facts");
  return (
    <section aria-labelledby="facts" className="grid gap-3">
      <h2 id="facts" className="text-xl">
        {t("title")}
      </h2>
      {facts.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <ol className="figures border-line border-b text-sm empty:hidden">
        {facts.map(({ id, type, aggregateKey, sequence, at }) => (
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
