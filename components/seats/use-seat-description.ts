"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatWon } from "@/lib/core/money";
import type { Seat, SeatAppearance } from "./types";
import { useSeatName } from "./use-seat-name";

/** A seat in words: name, grade, price, state. Each is put together once, since thousands are asked for at every poll. */
export function useSeatDescription(): (seat: Seat, look: SeatAppearance) => string {
  const t = useTranslations("seats");
  const locale = useLocale();
  const nameOf = useSeatName();
  return useMemo(() => {
    const cache = new Map<string, string>();
    return (seat, look) => {
      const key = `${look} ${seat.number}`;
      const words =
        cache.get(key) ??
        t("seatLabel", {
          seat: nameOf(seat),
          grade: seat.grade,
          price: formatWon(seat.price, locale),
          look: t(`look.${look}`),
        });
      cache.set(key, words);
      return words;
    };
  }, [t, locale, nameOf]);
}
