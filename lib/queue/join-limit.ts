import type { AppError } from "@/lib/core/errors";
import { type Caller, LIMITS, type LimitName, quotaFor, tooManyRequests, toStatus } from "@/lib/core/rate-limit";
import { joinsKey } from "./keys";

/** What the script counted, of the fan and of the address: joins left (below zero: one too many), ms until there are more. */
export type JoinCounts = [remaining: number, resetMs: number][];

/** A caller of whom nothing is known, and who wants to know nothing. */
export const ANONYMOUS: Caller = { address: null, onRateLimit() {} };

const NAMES: readonly LimitName[] = ["join", "join-address"]; // in the order of the script
const WINDOW_MS = LIMITS.join.seconds * 1000;

/** The counters of a join and what they may come to, for the script; no limit (0) for an address that is not known. */
export function joinLimitArgs(concertId: string, userId: string, { address }: Caller) {
  const keys = [userId, ...(address ? [address] : [])].map((subject) => joinsKey(concertId, subject));
  const limits = [quotaFor("join"), WINDOW_MS, address ? quotaFor("join-address") : 0] as const;
  return { keys, limits };
}

/** Tells the caller what is left; the refusal, if it was one join too many. */
export function applyJoinLimits(counts: JoinCounts, caller: Caller): AppError | undefined {
  const statuses = counts.map(([remaining, resetMs], at) => toStatus(NAMES[at] ?? "join", remaining, resetMs));
  caller.onRateLimit(statuses);
  const exceeded = statuses.find((_, at) => (counts[at]?.[0] ?? 0) < 0);
  return exceeded && tooManyRequests(exceeded);
}
