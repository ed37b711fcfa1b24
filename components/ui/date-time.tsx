import { useLocale } from "next-intl";
import { classes } from "./classes";
import { inSeoul, type WhenStyle } from "./when";

type Props = { value: Date | string; style?: WhenStyle; zone?: boolean; className?: string };

const ZONE = { ko: "한국 시간", en: "Seoul time" };

/** A moment in Asia/Seoul that says so. `zone={false}` only where the same line has said it already. */
export function DateTime({ value, style = "full", zone = true, className }: Props) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(value).toISOString()} className={classes("figures", className)}>
      {inSeoul(value, locale, style)}
      {zone && style !== "day" && <span className="whitespace-nowrap text-soft text-xs"> {ZONE[locale]}</span>}
    </time>
  );
}
