import { z } from "zod";

const milliseconds = z.number().min(0);

/** Why a rehearsal says *no go*, in the order of their weight. */
export const REASONS = [
  "TWICE",
  "OUT_OF_ORDER",
  "LOST_FANS",
  "FAULTS",
  "FIRST_PAGE_SLOW",
  "HOLD_SLOW",
  "PAYMENT_SLOW",
  "NOT_SOLD_OUT",
] as const;

/** What set the pace: a part that was busy all the time, the whole machine, shed requests, or the admission rate. */
export const BOTTLENECKS = [
  "server",
  "Next",
  "Postgres",
  "Valkey",
  "nginx",
  "machine",
  "load",
  "shed",
  "rate",
] as const;

/** How a rehearsal ended. Times are 95th percentiles in milliseconds. */
export const verdictSchema = z.object({
  go: z.boolean(),
  reasons: z.array(z.enum(REASONS)),
  bottleneck: z.enum(BOTTLENECKS),
  recommended: z.object({ capacity: z.int().min(1), admitPerMinute: z.int().min(1) }),
  measured: z.object({
    fans: z.int(),
    seats: z.int(),
    seatsSold: z.int(),
    soldOutSeconds: z.number().nullable(),
    sessionSeconds: z.number(),
    firstPageMs: milliseconds,
    joinMs: milliseconds,
    holdMs: milliseconds,
    paymentMs: milliseconds,
    refused: z.int(),
    /** Percent of a core at the busiest moment, by part of the service. */
    processorPercent: z.record(z.string(), z.number()),
  }),
});

export type Verdict = z.infer<typeof verdictSchema>;
