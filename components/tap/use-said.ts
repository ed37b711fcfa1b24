import { useTranslations } from "next-intl";
import { type TileName, VALUE } from "./tiles";
import type { Minute } from "./types";
import { useSpan } from "./use-span";

/** How one number is said: a value of it, and all that a minute has to say. */
export function useSaid(name: TileName): { say: (value: number) => string; sayOf: (minute: Minute) => string } {
  const t = useTranslations("tap");
  const span = useSpan();
  const say = (value: number) => {
    if (name === "wait") return span(value);
    return name === "showUp" ? t("figure.percent", { percent: value }) : t("figure.count", { count: value });
  };
  const sayOf = (minute: Minute) => {
    const value = VALUE[name](minute);
    if (value === null) return "–";
    return name === "admitted" ? t("chart.flow", { admitted: value, joined: minute.joined }) : say(value);
  };
  return { say, sayOf };
}
