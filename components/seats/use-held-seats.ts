"use client";

import { useEffect, useMemo, useRef } from "react";
import { sameSelection } from "./selection";
import type { Seat } from "./types";

/** The seats that the page says are held, of whichever date. */
export type HeldSeats = { scheduleId: string; numbers: number[]; expiresAt: string };

/**
 * The seats of this date that the fan holds, as the hall itself says. When the page knows otherwise (it was left for
 * checkout and came back, or another tab changed the hold) it is asked again, once for each difference.
 */
export function useHeldSeats(
  held: HeldSeats | null,
  scheduleId: string,
  seats: Seat[] | null,
  refreshPage: () => void,
): number[] {
  const fromPage = useMemo(() => (held?.scheduleId === scheduleId ? held.numbers : []), [held, scheduleId]);
  const fromSeats = useMemo(
    () => seats?.filter(({ mine, status }) => mine && status === "TEMPORARY").map(({ number }) => number) ?? null,
    [seats],
  );
  const lastRefreshed = useRef("");
  useEffect(() => {
    if (!fromSeats || sameSelection(fromSeats, fromPage) || lastRefreshed.current === fromSeats.join()) return;
    lastRefreshed.current = fromSeats.join();
    refreshPage();
  }, [fromSeats, fromPage, refreshPage]);
  return fromSeats ?? fromPage;
}

/** What the tray says about a hold: see `Tray`. */
export function holdState(held: HeldSeats | null, here: readonly number[], scheduleId: string, same: boolean) {
  if (here.length > 0) return { kind: same ? ("same" as const) : ("other" as const), count: here.length };
  if (held && held.scheduleId !== scheduleId) return { kind: "elsewhere" as const, count: held.numbers.length };
  return { kind: "none" as const };
}
