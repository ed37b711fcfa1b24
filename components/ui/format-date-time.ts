import { LOCALES, type Locale } from "@/lib/core/locales";

/** `full` has the year, `day` no time, `clock` only the time. */
export type DateTimeStyle = "full" | "short" | "day" | "clock";

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { month: "short", day: "numeric", weekday: "short" } as const;
const STYLES: Record<DateTimeStyle, Intl.DateTimeFormatOptions> = {
  full: { year: "numeric", ...day, ...clock },
  short: { ...day, ...clock },
  day: { year: "numeric", ...day },
  clock,
};

/** A time in Seoul: "12월 1일 (화) 20:00", "Tue, 1 Dec, 20:00". */
export function formatDateTime(moment: Date | string, locale: Locale, style: DateTimeStyle = "full"): string {
  return new Intl.DateTimeFormat(LOCALES[locale].dateFormat, { timeZone: "Asia/Seoul", ...STYLES[style] }).format(
    new Date(moment),
  );
}
