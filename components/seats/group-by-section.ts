import type { Seat } from "./types";

export type Section = { name: string; seats: Seat[]; rows: { row: string; seats: Seat[] }[] };

/** Seats by section and row, both in the order in which they first come. */
export function groupBySection(seats: readonly Seat[]): Section[] {
  const sections = new Map<string, Map<string, Seat[]>>();
  for (const seat of seats) {
    const rows = sections.get(seat.section) ?? new Map<string, Seat[]>();
    sections.set(seat.section, rows);
    rows.set(seat.row, [...(rows.get(seat.row) ?? []), seat]);
  }
  return [...sections].map(([name, rows]) => ({
    name,
    seats: [...rows.values()].flat(),
    rows: [...rows].map(([row, seats]) => ({ row, seats })),
  }));
}
