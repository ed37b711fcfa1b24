"use client";

import { useTranslations } from "next-intl";
import type { Outbox } from "@/client/types";
import { Button } from "../../ui";
import type { Retry } from "./use-outbox";

const AGES = [
  [86_400, "days"],
  [3_600, "hours"],
  [60, "minutes"],
] as const;

/** One sink's numbers, and a button when it has parked events. */
function Sink({ state, retry }: { state: Outbox["sinks"][number]; retry: Retry }) {
  const t = useTranslations("outbox");
  const { sink, configured, pending, parked, delivered, oldestSeconds } = state;
  const [length, unit] = AGES.find(([length]) => oldestSeconds >= length) ?? [1, "seconds"];
  const age = t(`age.${unit}`, { count: Math.floor(oldestSeconds / length) });
  const figures = { pending, parked, delivered, oldest: pending + parked > 0 ? age : "–" };
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-t py-3 text-sm sm:grid-cols-[12rem_minmax(0,1fr)_auto] sm:items-center">
      <h3 className="break-words text-base">
        {sink} {!configured && <span className="font-normal text-soft text-sm">{t("sinks.off")}</span>}
      </h3>
      <dl className="figures grid grid-cols-4 gap-x-4">
        {(["pending", "parked", "delivered", "oldest"] as const).map((name) => (
          <div key={name}>
            <dt className="text-soft text-xs">{t(`sinks.${name}`)}</dt>
            <dd className={name === "parked" && parked > 0 ? "font-bold text-bad" : undefined}>{figures[name]}</dd>
          </div>
        ))}
      </dl>
      <p className="min-w-28 empty:max-sm:hidden">
        {parked > 0 && (
          <Button size="small" onClick={() => retry({ sink })} aria-label={t("sinks.againOf", { sink })}>
            {t("again")}
          </Button>
        )}
      </p>
    </li>
  );
}

/** Every sink's numbers, and buttons to deliver parked events again. */
export function SinkList({ sinks, unseen, retry }: Pick<Outbox, "sinks" | "unseen"> & { retry: Retry }) {
  const t = useTranslations("outbox");
  return (
    <section aria-labelledby="sinks" className="grid gap-3">
      <h2 id="sinks" className="text-xl">
        {t("sinks.title")}
      </h2>
      {sinks.every(({ sink }) => sink === "line") && <p className="text-soft">{t("sinks.none")}</p>}
      {unseen > 0 && <p className="text-soft text-sm">{t("sinks.unseen", { count: unseen })}</p>}
      <ul className="border-line border-b">
        {sinks.map((state) => (
          <Sink key={state.sink} state={state} retry={retry} />
        ))}
      </ul>
      {sinks.some(({ parked }) => parked > 0) && (
        <p>
          <Button size="small" onClick={() => retry({})}>
            {t("sinks.againAll")}
          </Button>
        </p>
      )}
    </section>
  );
}
