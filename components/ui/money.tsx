import { useLocale } from "next-intl";
import { type Won, won } from "@/lib/core/money";
import { classes } from "./classes";

/** ₩ with the reader's grouping, in figures that keep their width. */
export function Money({ amount, className }: { amount: Won; className?: string }) {
  return <span className={classes("figures whitespace-nowrap", className)}>{won(amount, useLocale())}</span>;
}
