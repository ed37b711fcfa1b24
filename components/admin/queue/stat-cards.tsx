"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { MinuteTables } from "./minute-tables";
import { STATS, type StatName } from "./stats";
import type { AdminQueue, PanelSettings } from "./types";
import { useDuration } from "./use-duration";

// The library that draws is loaded when a line is looked at, and by nobody else.
const Chart = dynamic(() => import("./chart"), { ssr: false, loading: () => <div className="h-29" /> });

function useStatTexts(standing: AdminQueue | null, settings: PanelSettings): Record<StatName, string> {
  const t = useTranslations("adminQueue.figure");
  const span = useDuration();
  if (!standing) return { waiting: "–", active: "–", passedOver: "–", admitted: "–", wait: "–", showUp: "–" };
  const { waiting, active, passedOver, admittedPerMinute, medianWaitSeconds, showUpRate } = standing;
  const { capacity, admitPerMinute } = { ...settings, ...standing };
  return {
    waiting: t("count", { count: waiting }),
    active: t("of", { count: active, most: capacity }),
    passedOver: t("count", { count: passedOver }),
    admitted: t("of", { count: admittedPerMinute, most: admitPerMinute }),
    wait: medianWaitSeconds === null ? "–" : span(medianWaitSeconds),
    showUp: showUpRate === null ? "–" : t("percent", { percent: Math.round(100 * showUpRate) }),
  };
}

/** How the line stands, number by number, each over its last half hour; and the same as a table. */
export function StatCards({ standing, settings }: { standing: AdminQueue | null; settings: PanelSettings }) {
  const t = useTranslations("adminQueue");
  const figures = useStatTexts(standing, settings);
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded border border-line bg-line lg:grid-cols-3">
        {STATS.map((name) => (
          <div key={name} className="flex min-w-0 flex-col bg-paper p-3 sm:p-4">
            <dt className="text-soft text-sm">{t(`tile.${name}`)}</dt>
            <dd className="figures font-black text-xl">{figures[name]}</dd>
            <dd aria-hidden="true" className="mt-auto">
              {standing ? <Chart name={name} minutes={standing.minutes} /> : <div className="h-29" />}
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary className="inline-flex min-h-11 items-center text-sm underline decoration-line underline-offset-4">
          {t("table.show")}
        </summary>
        {standing && <MinuteTables minutes={standing.minutes} />}
      </details>
    </div>
  );
}
