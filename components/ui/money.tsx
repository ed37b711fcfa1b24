import { useLocale } from "next-intl";
import { formatWon, type Won } from "@/lib/core/money";
import { classNames } from "./class-names";

/** Won in the reader's format, in digits of equal width. */
export function Money({ amount, className }: { amount: Won; className?: string }) {
  return <span className={classNames("figures whitespace-nowrap", className)}>{formatWon(amount, useLocale())}</span>;
}
