"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { sameSelection } from "./selection";
import type { Seat } from "./types";

/** The seats held when the page was rendered, of whichever date. */
export type HeldSeats = { scheduleId: string; numbers: number[]; expiresAt: string };

/**
 * The seats of this date that the fan holds, by the live map. Where the page was rendered with others (the fan came back
 * from checkout, or changed the hold in another tab) it is refreshed, once for each difference.
 */
export function useHeldSeats(held: HeldSeats | null, scheduleId: string, seats: Seat[] | null): number[] {
  const router = useRouter();
  const rendered = held?.scheduleId === scheduleId ? held.numbers : [];
  const live = seats?.filter(({ mine, status }) => mine && status === "TEMPORARY").map(({ number }) => number);
  const differs = live !== undefined && !sameSelection(live, rendered);
  const numbers = live?.join() ?? "";
  const refreshedFor = useRef("");
  useEffect(() => {
    if (!differs || refreshedFor.current === numbers) return;
    refreshedFor.current = numbers;
    router.refresh();
  }, [differs, numbers, router]);
  return live ?? rendered;
}

/** Whether seats are held: the very ones selected, others of this date, or seats of another date. */
export type HoldState = { kind: "none" } | { kind: "same" | "other" | "elsewhere"; count: number };

export function holdState(
  held: HeldSeats | null,
  here: readonly number[],
  scheduleId: string,
  chosen: readonly number[],
): HoldState {
  if (here.length > 0) return { kind: sameSelection(here, chosen) ? "same" : "other", count: here.length };
  if (held && held.scheduleId !== scheduleId) return { kind: "elsewhere", count: held.numbers.length };
  return { kind: "none" };
}
