import type { AppError } from "@/lib/core/errors";
import { type Caller, LIMITS, type LimitName, quotaFor, tooManyRequests, toStatus } from "@/lib/core/rate-limit";
import { joinsKey } from "./keys";

/** Of the fan and of the address; below zero the join was one too many. */
export type JoinCounts = [remaining: number, resetMs: number][];

export const ANONYMOUS: Caller = { address: null, onRateLimit() {} };

const LIMIT_NAMES: readonly LimitName[] = ["join", "join-address"]; // in the order of the script
const WINDOW_MS = LIMITS.join.seconds * 1000;

/** Counter keys and limits of a join, for the script; the address's limit is 0 when no address is known. */
export function joinLimitArgs(concertId: string, userId: string, { address }: Caller) {
  const keys = [userId, ...(address ? [address] : [])].map((subject) => joinsKey(concertId, subject));
  const limits = [quotaFor("join"), WINDOW_MS, address ? quotaFor("join-address") : 0] as const;
  return { keys, limits };
}

/** Reports the limits to the caller; returns TOO_MANY_REQUESTS if one is exceeded. */
export function applyJoinLimits(counts: JoinCounts, caller: Caller): AppError | undefined {
  const statuses = counts.map(([remaining, resetMs], i) => toStatus(LIMIT_NAMES[i] ?? "join", remaining, resetMs));
  caller.onRateLimit(statuses);
  const exceeded = statuses.find((_, i) => (counts[i]?.[0] ?? 0) < 0);
  return exceeded && tooManyRequests(exceeded);
}
