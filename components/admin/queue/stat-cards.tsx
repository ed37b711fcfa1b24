"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { AdminQueue } from "@/client/types";
import { MinuteTables } from "./minute-tables";
import { STATS, type StatName } from "./stats";
import type { PanelSettings } from "./types";
import { useDuration } from "./use-duration";

// Recharts (104 kB) is loaded only where a queue is shown.
const Chart = dynamic(() => import("./chart"), { ssr: false, loading: () => <div className="h-29" /> });

function useStatTexts(queue: AdminQueue | null, settings: PanelSettings): Record<StatName, string> {
  const t = useTranslations("adminQueue.value");
  const formatDuration = useDuration();
  if (!queue) return { waiting: "–", active: "–", passedOver: "–", admitted: "–", wait: "–", showUp: "–" };
  const { waiting, active, passedOver, admittedPerMinute, medianWaitSeconds, showUpRate } = queue;
  const { capacity, admitPerMinute } = { ...settings, ...queue };
  return {
    waiting: t("count", { count: waiting }),
    active: t("of", { count: active, most: capacity }),
    passedOver: t("count", { count: passedOver }),
    admitted: t("of", { count: admittedPerMinute, most: admitPerMinute }),
    wait: medianWaitSeconds === null ? "–" : formatDuration(medianWaitSeconds),
    showUp: showUpRate === null ? "–" : t("percent", { percent: Math.round(100 * showUpRate) }),
  };
}

/** The numbers of the queue, each with its last half hour as a chart; and the same as tables. */
export function StatCards({ queue, settings }: { queue: AdminQueue | null; settings: PanelSettings }) {
  const t = useTranslations("adminQueue");
  const figures = useStatTexts(queue, settings);
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded border border-line bg-line lg:grid-cols-3">
        {STATS.map((name) => (
          <div key={name} className="flex min-w-0 flex-col bg-paper p-3 sm:p-4">
            <dt className="text-soft text-sm">{t(`stat.${name}`)}</dt>
            <dd className="figures font-black text-xl">{figures[name]}</dd>
            <dd aria-hidden="true" className="mt-auto">
              {queue ? <Chart name={name} minutes={queue.minutes} /> : <div className="h-29" />}
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary className="inline-flex min-h-11 items-center text-sm underline decoration-line underline-offset-4">
          {t("table.show")}
        </summary>
        {queue && <MinuteTables minutes={queue.minutes} />}
      </details>
    </div>
  );
}
