"use client";

import { useLocale, useTranslations } from "next-intl";
import { Area, Bar, ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { QueueMinute } from "@/client/types";
import { formatDateTime } from "../../ui/format-date-time";
import { isFlow, STAT_VALUES, type StatName } from "./stats";
import { useStatFormatter } from "./use-stat-formatter";

type Props = { name: StatName; minutes: readonly QueueMinute[] };

const HEIGHT = 72; // px; `stat-cards.tsx` reserves it, with the lines above and below

/** One number over the last half hour. Hidden from screen readers: the table below says the same in words. */
export default function Chart({ name, minutes }: Props) {
  const t = useTranslations("adminQueue.chart");
  const locale = useLocale();
  const { formatValue, formatMinute } = useStatFormatter(name);
  const data = minutes.map((minute) => ({ at: minute.at, value: STAT_VALUES[name](minute) }));
  const most = Math.max(0, ...data.map(({ value }) => value ?? 0));
  return (
    <>
      <p className="figures text-right text-soft text-xs">
        {most > 0 ? t("most", { most: formatValue(most) }) : "\u00a0"}
      </p>
      <ResponsiveContainer width="100%" height={HEIGHT} initialDimension={{ width: 280, height: HEIGHT }}>
        <ComposedChart data={data} accessibilityLayer={false} margin={{ top: 2, right: 0, bottom: 1, left: 0 }}>
          <XAxis dataKey="at" hide />
          <YAxis hide domain={[0, name === "showUp" ? 100 : Math.max(1, most)]} />
          <Tooltip
            cursor={{ stroke: "var(--edge)", fill: "var(--sunken)" }}
            isAnimationActive={false}
            content={({ active, label }) => {
              const minute = active ? minutes.find(({ at }) => at === label) : undefined;
              if (!minute) return null;
              return (
                <p className="figures rounded border border-edge bg-raised px-2 py-1 text-ink text-xs">
                  {formatDateTime(minute.at, locale, "clock")} · {formatMinute(minute)}
                </p>
              );
            }}
          />
          {isFlow(name) ? (
            <Bar dataKey="value" fill="var(--ink)" isAnimationActive={false} />
          ) : (
            <Area
              dataKey="value"
              stroke="var(--ink)"
              strokeWidth={1.5}
              fill="var(--line)"
              dot={{ r: 1, fill: "var(--ink)" }}
              activeDot={false}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
      <p className="figures flex justify-between border-line border-t pt-1 text-soft text-xs">
        <span>{t("before")}</span>
        <span>{t("now")}</span>
      </p>
    </>
  );
}
