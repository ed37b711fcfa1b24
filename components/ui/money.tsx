import { useLocale } from "next-intl";
import { formatWon, type Won } from "@/lib/core/money";
import { classNames } from "./class-names";

/** ₩ with the reader's grouping, in figures that keep their width. */
export function Money({ amount, className }: { amount: Won; className?: string }) {
  return <span className={classNames("figures whitespace-nowrap", className)}>{formatWon(amount, useLocale())}</span>;
}
