import { z } from "zod";
import { id, isoDateTime } from "./framework/schemas";

export const queueState = z.object({
  concertId: id,
  head: z.int().describe("The lowest waiting number, or the next to be issued"),
  tail: z.int().describe("The highest number issued"),
  waiting: z.int(),
  active: z.int(),
  capacity: z.int(),
  admittedPerMinute: z.number(),
  paused: z.boolean().describe("Nobody is admitted for now; every place is kept"),
  at: isoDateTime,
});

export const queueStateExample = {
  concertId: "42",
  head: 1168,
  tail: 5230,
  waiting: 4063,
  active: 100,
  capacity: 100,
  admittedPerMinute: 600,
  paused: false,
  at: "2026-12-24T10:00:00.000Z",
};
