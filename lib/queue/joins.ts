import type { Refusal } from "@/lib/core/errors";
import { type Caller, LIMITS, type LimitName, quotaOf, standingOf, tooMany } from "@/lib/core/limits";
import { joinsKey } from "./keys";

/** What the script counted, of the fan and of the address: joins left (below zero: one too many), ms until there are more. */
export type JoinCounts = [remaining: number, resetMs: number][];

/** A caller of whom nothing is known, and who wants to know nothing. */
export const NOBODY: Caller = { address: null, told() {} };

const NAMES: readonly LimitName[] = ["join", "join-address"]; // in the order of the script
const WINDOW_MS = LIMITS.join.seconds * 1000;

/** The counters of a join and what they may come to, for the script; no limit (0) for an address that is not known. */
export function joinCounters(concertId: string, userId: string, { address }: Caller) {
  const keys = [userId, ...(address ? [address] : [])].map((who) => joinsKey(concertId, who));
  const limits = [quotaOf("join"), WINDOW_MS, address ? quotaOf("join-address") : 0] as const;
  return { keys, limits };
}

/** Tells the caller what is left; the refusal, if it was one join too many. */
export function tellJoins(counts: JoinCounts, caller: Caller): Refusal | undefined {
  const standings = counts.map(([remaining, resetMs], at) => standingOf(NAMES[at] ?? "join", remaining, resetMs));
  caller.told(standings);
  const over = standings.find((_, at) => (counts[at]?.[0] ?? 0) < 0);
  return over && tooMany(over);
}
