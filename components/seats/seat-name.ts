import type { useTranslations } from "next-intl";
import type { Seat } from "./types";

export type NamedSeat = Pick<Seat, "number" | "section" | "row" | "label">;

/** A seat as people call it: "1층 C열 7번", or "12번" where numbers alone tell all seats of a hall apart. */
export function seatName(
  t: ReturnType<typeof useTranslations<"seats">>,
  { number, section, row, label }: NamedSeat,
): string {
  if (section && row) return t("seatIn", { section, row, label });
  return row && label !== String(number) ? t("seat", { row, label }) : t("seatNoRow", { label });
}
