"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatWon } from "@/lib/core/money";
import { seatName } from "./seat-name";
import type { Seat, SeatAppearance } from "./types";

/** A seat's accessible name: place, grade, price, state. Each is formatted once: every render needs a thousand of them. */
export function useSeatDescription(): (seat: Seat, appearance: SeatAppearance) => string {
  const t = useTranslations("seats");
  const locale = useLocale();
  return useMemo(() => {
    const cache = new Map<string, string>();
    return (seat, appearance) => {
      const key = `${appearance} ${seat.number}`;
      const description =
        cache.get(key) ??
        t("seatLabel", {
          seat: seatName(t, seat),
          grade: seat.grade,
          price: formatWon(seat.price, locale),
          look: t(`look.${appearance}`),
        });
      cache.set(key, description);
      return description;
    };
  }, [t, locale]);
}
