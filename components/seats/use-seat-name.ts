"use client";

import { useTranslations } from "next-intl";
import { type NamedSeat, seatName } from "./seat-name";

/** `seatName` in the reader's language. */
export function useSeatName(): (seat: NamedSeat) => string {
  const t = useTranslations("seats");
  return (seat) => seatName(t, seat);
}
