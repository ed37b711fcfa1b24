"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { won } from "@/lib/core/money";
import type { Look, Seat } from "./types";
import { useSeatName } from "./use-seat-name";

/** A seat in words: name, grade, price, state. Each is put together once, since thousands are asked for at every poll. */
export function useDescribe(): (seat: Seat, look: Look) => string {
  const t = useTranslations("seats");
  const locale = useLocale();
  const nameOf = useSeatName();
  return useMemo(() => {
    const known = new Map<string, string>();
    return (seat, look) => {
      const key = `${look} ${seat.number}`;
      const words =
        known.get(key) ??
        t("seatLabel", {
          seat: nameOf(seat),
          grade: seat.grade,
          price: won(seat.price, locale),
          look: t(`look.${look}`),
        });
      known.set(key, words);
      return words;
    };
  }, [t, locale, nameOf]);
}
