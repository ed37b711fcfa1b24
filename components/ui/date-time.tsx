import { useLocale } from "next-intl";
import { LOCALES } from "@/lib/core/locales";
import { classNames } from "./class-names";
import { type DateTimeStyle, formatDateTime } from "./format-date-time";

type Props = { value: Date | string; style?: DateTimeStyle; zone?: boolean; className?: string };

/** A moment in Asia/Seoul that says so. `zone={false}` only where the same line has said it already. */
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
