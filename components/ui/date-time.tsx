import { useLocale } from "next-intl";
import { LOCALES } from "@/lib/core/locales";
import { classNames } from "./class-names";
import { type DateTimeStyle, formatDateTime } from "./format-date-time";

type Props = { value: Date | string; style?: DateTimeStyle; zone?: boolean; className?: string };

/** A time in Seoul, which it says. `zone={false}` only where the same line says it already. */
export function DateTime({ value, style = "full", zone = true, className }: Props) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(value).toISOString()} className={classNames("figures", className)}>
      {formatDateTime(value, locale, style)}
      {zone && style !== "day" && (
        <span className="whitespace-nowrap text-soft text-xs"> {LOCALES[locale].seoulTime}</span>
      )}
    </time>
  );
}
