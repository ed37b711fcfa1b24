import type { Seat } from "./types";

/** Adds or removes a seat; `full` when the limit is reached and nothing changed. */
export function toggleSeat(
  chosen: readonly number[],
  seat: number,
  limit: number,
): { chosen: readonly number[]; full: boolean } {
  if (chosen.includes(seat)) return { chosen: chosen.filter((other) => other !== seat), full: false };
  if (chosen.length >= limit) return { chosen, full: true };
  return { chosen: [...chosen, seat].sort((a, b) => a - b), full: false };
}

export const isSelectable = (seat: Pick<Seat, "status" | "mine"> | undefined): boolean =>
  seat !== undefined && (seat.status === "AVAILABLE" || (seat.status === "TEMPORARY" && seat.mine));

/** Splits a choice by what the hall says now: seats still to be had, and seats that somebody else has taken meanwhile. */
export function partitionAvailable(
  chosen: readonly number[],
  seats: ReadonlyMap<number, Pick<Seat, "status" | "mine">>,
) {
  const kept = chosen.filter((number) => isSelectable(seats.get(number)));
  return { kept, gone: chosen.filter((number) => !kept.includes(number)) };
}

export const sameSelection = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((number) => b.includes(number));
