import type { Seat } from "./types";

/** Adds or removes a seat; `full` where the limit is reached and nothing changed. */
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

/** Splits a selection into seats that can still be held and seats that somebody else has taken. */
export function partitionAvailable(
  chosen: readonly number[],
  seats: ReadonlyMap<number, Pick<Seat, "status" | "mine">>,
): { available: number[]; taken: number[] } {
  const available = chosen.filter((number) => isSelectable(seats.get(number)));
  return { available, taken: chosen.filter((number) => !available.includes(number)) };
}

export const sameSelection = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((number) => b.includes(number));
