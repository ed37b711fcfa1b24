"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Seat } from "./types";

export type Named = Pick<Seat, "number" | "section" | "row" | "label">;

/**
 * A seat as people call it: "1층 C열 7번", or "12번" where numbers alone tell all seats of a hall apart. Stable, so that
 * drawn seats need not be drawn again.
 */
export function useSeatName(): (seat: Named) => string {
  const t = useTranslations("seats");
  return useCallback(
    ({ number, section, row, label }: Named) => {
      if (section && row) return t("seatIn", { section, row, label });
      return row && label !== String(number) ? t("seat", { row, label }) : t("seatNoRow", { label });
    },
    [t],
  );
}
