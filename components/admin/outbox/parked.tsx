"use client";

import { useTranslations } from "next-intl";
import type { Outbox } from "@/client/types";
import { Button, DateTime } from "../../ui";
import type { Retry } from "./use-outbox";

/** Events whose delivery was given up, each with its last error. */
export function ParkedList({ parked, retry }: { parked: Outbox["parked"]; retry: Retry }) {
  const t = useTranslations("outbox");
  return (
    <section aria-labelledby="parked" className="grid gap-3">
      <h2 id="parked" className="text-xl">
        {t("parked.title")}
      </h2>
      {parked.length === 0 && <p className="text-soft">{t("parked.empty")}</p>}
      <ul className="border-line border-b empty:hidden">
        {parked.map(({ eventId, sink, type, aggregateKey, attempts, error, parkedAt }) => (
          <li
            key={`${sink} ${eventId}`}
            className="flex flex-wrap items-center justify-between gap-3 border-line border-t py-3 text-sm"
          >
            <div className="min-w-0">
              <p>
                <b>{type}</b> {aggregateKey} → {sink}
              </p>
              <p className="break-words text-bad">{error}</p>
              <p className="text-soft">
                {t("parked.tries", { count: attempts })} · <DateTime value={parkedAt} />
              </p>
            </div>
            <Button
              size="small"
              aria-label={t("parked.againOf", { type, sink })}
              onClick={() => retry({ sink, eventId })}
            >
              {t("again")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
