"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type NamedSeat, seatName } from "./seat-name";

/** `seatName` in the reader's language. Stable, so that drawn seats need not be drawn again. */
export function useSeatName(): (seat: NamedSeat) => string {
  const t = useTranslations("seats");
  return useCallback((seat) => seatName(t, seat), [t]);
}
