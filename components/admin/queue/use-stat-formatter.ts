import { useTranslations } from "next-intl";
import type { QueueMinute } from "@/client/types";
import { STAT_VALUES, type StatName } from "./stats";
import { useDuration } from "./use-duration";

/** Formats a value of one statistic, and its value in a minute. */
export function useStatFormatter(name: StatName): {
  formatValue: (value: number) => string;
  formatMinute: (minute: QueueMinute) => string;
} {
  const t = useTranslations("adminQueue");
  const formatDuration = useDuration();
  const formatValue = (value: number) => {
    if (name === "wait") return formatDuration(value);
    return name === "showUp" ? t("value.percent", { percent: value }) : t("value.count", { count: value });
  };
  const formatMinute = (minute: QueueMinute) => {
    const value = STAT_VALUES[name](minute);
    if (value === null) return "–";
    return name === "admitted" ? t("chart.flow", { admitted: value, joined: minute.joined }) : formatValue(value);
  };
  return { formatValue, formatMinute };
}
