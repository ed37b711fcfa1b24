"use client";

import { useEffect, useMemo, useRef } from "react";
import { sameChoice } from "./choice";
import type { Seat } from "./types";

/** The seats that the page says are held, of whichever date. */
export type Held = { scheduleId: string; numbers: number[]; expiresAt: string };

/**
 * The seats of this date that the fan holds, as the hall itself says. When the page knows otherwise (it was left for
 * checkout and came back, or another tab changed the hold) it is asked again, once for each difference.
 */
export function useHeld(held: Held | null, scheduleId: string, seats: Seat[] | null, askPage: () => void): number[] {
  const told = useMemo(() => (held?.scheduleId === scheduleId ? held.numbers : []), [held, scheduleId]);
  const seen = useMemo(
    () => seats?.filter(({ mine, status }) => mine && status === "TEMPORARY").map(({ number }) => number) ?? null,
    [seats],
  );
  const asked = useRef("");
  useEffect(() => {
    if (!seen || sameChoice(seen, told) || asked.current === seen.join()) return;
    asked.current = seen.join();
    askPage();
  }, [seen, told, askPage]);
  return seen ?? told;
}

/** What the tray says about a hold: see `Tray`. */
export function heldIn(held: Held | null, here: readonly number[], scheduleId: string, same: boolean) {
  if (here.length > 0) return { kind: same ? ("same" as const) : ("other" as const), count: here.length };
  if (held && held.scheduleId !== scheduleId) return { kind: "elsewhere" as const, count: held.numbers.length };
  return { kind: "none" as const };
}
