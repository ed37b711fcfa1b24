import { join, type QueueSettings } from "@/lib/queue";
import { makeConcert, type TestConcert } from "@/tests/support/fixtures";
import type { BenchStack, Fan } from "../bench-stack";

/** How long and how much, by the measure of the whole bench. */
export type Size = { rounds: number; roundMs: number; quick: boolean };

/** What the rows share: the house, the front door and the floor. */
export type BenchContext = { stack: BenchStack; front: string; baseline: string; size: Size };

const FAR = 2 ** 42; // ms since 1970: not in the lifetime of a bench

/** A concert in whose line everybody is let in, or nobody but one. */
export const createConcertFor = (seats: number, capacity: number): Promise<TestConcert> =>
  makeConcert({ seats, seatLimit: 4, capacity, admitPerMinute: 100_000 });

const lineOf = (concertId: string, capacity: number): QueueSettings => ({
  concertId,
  capacity,
  admitPerMinute: 100_000,
  paused: false,
  opensAt: new Date(0),
  closesAt: new Date(FAR),
  version: 0,
});

/** The fans stand in this line, in order; each with the token and the number of their place. */
export async function joinAll(concert: TestConcert, fans: readonly Fan[], capacity: number) {
  const placed = [];
  for (const fan of fans) {
    const { ticket } = await join(lineOf(concert.id, capacity), fan.id);
    placed.push({ fan, token: ticket.token, number: ticket.number });
  }
  return placed;
}
