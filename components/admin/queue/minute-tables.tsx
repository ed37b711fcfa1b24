"use client";

import { useLocale, useTranslations } from "next-intl";
import type { QueueMinute } from "@/client/types";
import { formatDateTime } from "../../ui";
import { STAT_VALUES, type StatName } from "./stats";
import { useDuration } from "./use-duration";

type Column = Exclude<keyof QueueMinute, "at" | "medianWaitSeconds"> | Extract<StatName, "wait" | "showUp">;

const GAUGES = ["waiting", "active", "wait", "showUp"] as const satisfies readonly Column[];
const COUNTERS = ["joined", "admitted", "arrived", "passedOver", "left", "putOut"] as const satisfies readonly Column[];

const cellValue = (minute: QueueMinute, column: Column): number | null =>
  column === "wait" || column === "showUp" ? STAT_VALUES[column](minute) : minute[column];

type Props = { minutes: readonly QueueMinute[]; columns: readonly Column[]; caption: string };

function Table({ minutes, columns, caption }: Props) {
  const t = useTranslations("adminQueue.table");
  const locale = useLocale();
  const value = useTranslations("adminQueue.value");
  const formatDuration = useDuration();
  const cellText = (minute: QueueMinute, column: Column) => {
    const count = cellValue(minute, column);
    if (count === null) return "–";
    return column === "wait" ? formatDuration(count) : value("count", { count });
  };
  return (
    <table className="figures w-full table-fixed self-start text-right text-xs">
      <caption className="pb-1 text-left font-bold text-sm">{caption}</caption>
      <thead className="text-soft">
        <tr className="align-bottom">
          <th scope="col" className="py-1 text-left font-medium">
            {t("at")}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1 pl-1 font-medium">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {minutes.toReversed().map((minute) => (
          <tr key={minute.at} className="border-line border-t">
            <th scope="row" className="py-1 text-left font-medium">
              {formatDateTime(minute.at, locale, "clock")}
            </th>
            {columns.map((column) => (
              <td key={column} className="py-1 pl-1">
                {cellText(minute, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The last half hour as two tables, newest minute first: what the charts draw, and more. */
export function MinuteTables({ minutes }: { minutes: readonly QueueMinute[] }) {
  const t = useTranslations("adminQueue.table");
  return (
    <div className="grid gap-8 pt-3 lg:grid-cols-[2fr_3fr]">
      <Table minutes={minutes} columns={GAUGES} caption={t("gauges")} />
      <Table minutes={minutes} columns={COUNTERS} caption={t("counters")} />
    </div>
  );
}
