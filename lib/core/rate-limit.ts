import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { env } from "./env";
import { AppError } from "./errors";
import { log } from "./log";
import { redis } from "./redis";

type Limit = { requests: number; seconds: number };

// About 250 people share an address behind a carrier's NAT or in an office, and all come when a sale opens.
export const LIMITS = {
  // Per email and address: a person who mistypes needs three, a guesser thousands.
  "sign-in": { requests: 10, seconds: 60 },
  "sign-in-address": { requests: 300, seconds: 60 }, // at 20 ms of a core each, a tenth of one core
  "sign-up-address": { requests: 60, seconds: 600 }, // one in four of those 250, in the ten minutes before a sale
  "sign-up-anywhere": { requests: 1_000, seconds: 600 }, // shared by everybody without a trusted address
  join: { requests: 30, seconds: 10 },
  "join-address": { requests: 1_000, seconds: 10 },
  hold: { requests: 60, seconds: 60 },
  "hold-address": { requests: 1_500, seconds: 60 },
  charge: { requests: 20, seconds: 60 },
  "charge-address": { requests: 1_000, seconds: 60 },
  pay: { requests: 30, seconds: 60 }, // once, again after charging, and again after each lost connection
  "pay-address": { requests: 1_000, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

export type RateLimitStatus = {
  limit: LimitName;
  quota: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
};

/** `address` is null where no proxy is trusted. */
export type Caller = { address: string | null; onRateLimit(statuses: readonly RateLimitStatus[]): void };

/** `identifier` is an address, an email or a user id; `concertId` puts the counter into that queue's slot. */
export type RateLimitCheck = { limit: LimitName; identifier: string; concertId?: string };

export const quotaFor = (limit: LimitName): number =>
  Math.max(1, Math.ceil(LIMITS[limit].requests * env().RATE_LIMIT_MULTIPLIER));

const limiters = new Map<LimitName, { client: Redis; limiter: Ratelimit }>();

function limiterFor(limit: LimitName): Ratelimit {
  const client = redis();
  const existing = limiters.get(limit);
  if (existing?.client === client) return existing.limiter;
  const limiter = new Ratelimit({
    redis: client,
    limiter: Ratelimit.slidingWindow(quotaFor(limit), `${LIMITS[limit].seconds} s`),
    prefix: `jari:limit:${limit}`,
    ephemeralCache: false,
    timeout: 0, // without Redis's answer it fails instead of allowing
  });
  limiters.set(limit, { client, limiter });
  return limiter;
}

/** The status of a limit with `remaining` requests, which resets in `resetMs`. */
export function toStatus(limit: LimitName, remaining: number, resetMs: number): RateLimitStatus {
  return {
    limit,
    quota: quotaFor(limit),
    windowSeconds: LIMITS[limit].seconds,
    remaining: Math.max(0, remaining),
    resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
  };
}

export const tooManyRequests = ({ resetSeconds }: RateLimitStatus): AppError =>
  new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds: resetSeconds });

async function consume({
  limit,
  identifier,
  concertId,
}: RateLimitCheck): Promise<{ status: RateLimitStatus; allowed: boolean }> {
  // A window and its predecessor share a cluster slot: the queue's, or their own.
  const key = concertId === undefined ? `{${identifier}}` : `{${concertId}}:${identifier}`;
  const { success, remaining, reset } = await limiterFor(limit).limit(key);
  return { status: toStatus(limit, remaining, reset - Date.now()), allowed: success };
}

/** Consumes one request of each limit. @throws AppError TOO_MANY_REQUESTS; UNAVAILABLE, as none may pass uncounted */
export async function consumeLimits(checks: readonly RateLimitCheck[], caller: Caller): Promise<void> {
  const results = await Promise.all(checks.map(consume)).catch((error: unknown) => {
    log.warn(
      { err: error instanceof Error ? error.message : String(error), attempts: checks.map(({ limit }) => limit) },
      "could not consume a rate limit",
    );
    throw new AppError("UNAVAILABLE");
  });
  caller.onRateLimit(results.map(({ status }) => status));
  const exceeded = results.filter(({ allowed }) => !allowed).map(({ status }) => status);
  const [longest] = exceeded.toSorted((a, b) => b.resetSeconds - a.resetSeconds);
  if (longest) throw tooManyRequests(longest);
}

export type RateLimitedAction = "hold" | "charge" | "pay";

/**
 * Consumes a user's and an address's limit, in one pipeline with the queue's access check. Without Redis it passes, so
 * that fans with seats can still pay. @throws AppError TOO_MANY_REQUESTS
 */
export async function consumeActionLimits(
  action: RateLimitedAction,
  userId: string,
  caller: Caller,
  concertId?: string,
): Promise<void> {
  const checks: RateLimitCheck[] = [{ limit: action, identifier: userId, concertId }];
  if (caller.address) checks.push({ limit: `${action}-address`, identifier: caller.address, concertId });
  try {
    await consumeLimits(checks, caller);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "UNAVAILABLE")) throw error;
  }
}
