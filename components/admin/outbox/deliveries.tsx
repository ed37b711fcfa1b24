"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "../../ui";
import type { Attempt, Delivery } from "./types";

/** What came of one request: the code in its colour, or why there is none. */
export function AttemptResult({ status, error, tookMs }: Attempt) {
  const t = useTranslations("outbox.hooks");
  const good = status !== null && status >= 200 && status < 300;
  return (
    <span className={good ? "text-good" : "break-words text-bad"}>
      {t("came", { what: status ?? error ?? "–", ms: tookMs })}
    </span>
  );
}

/** The newest requests to a receiver and what it answered. */
export function Deliveries({ of }: { of: Delivery[] }) {
  const t = useTranslations("outbox.hooks");
  if (of.length === 0) return <p className="text-soft">{t("none")}</p>;
  return (
    <ol className="figures grid" aria-label={t("recent")}>
      {of.map((one) => (
        <li key={one.id} className="flex flex-wrap gap-x-3 border-line border-t py-1">
          <DateTime value={one.at} /> <span>{one.type}</span> <AttemptResult {...one} />
        </li>
      ))}
    </ol>
  );
}
