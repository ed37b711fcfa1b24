import { useTranslations } from "next-intl";
import { STAT_VALUES, type StatName } from "./stats";
import type { Minute } from "./types";
import { useDuration } from "./use-duration";

/** How one number is said: a value of it, and all that a minute has to say. */
export function useStatFormatter(name: StatName): {
  say: (value: number) => string;
  sayOf: (minute: Minute) => string;
} {
  const t = useTranslations("adminQueue");
  const span = useDuration();
  const say = (value: number) => {
    if (name === "wait") return span(value);
    return name === "showUp" ? t("figure.percent", { percent: value }) : t("figure.count", { count: value });
  };
  const sayOf = (minute: Minute) => {
    const value = STAT_VALUES[name](minute);
    if (value === null) return "–";
    return name === "admitted" ? t("chart.flow", { admitted: value, joined: minute.joined }) : say(value);
  };
  return { say, sayOf };
}
