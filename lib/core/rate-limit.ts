import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { env } from "./env";
import { AppError } from "./errors";
import { log } from "./log";
import { redis } from "./redis";

/** Requests allowed in a window, before RATE_LIMIT_MULTIPLIER. */
type Limit = { requests: number; seconds: number };

// Of an address, all limits are wide: behind one of a mobile carrier's NAT stand about 250 people (a port block of 256 for
// each of 65,536 ports), behind an office's as many, and at the opening of a sale they come in the same minute. They bound
// what one machine can do; what one person can do is bounded by the limits of a person.
export const LIMITS = {
  // Of one email from one address: who mistypes needs three, who guesses needs thousands.
  "sign-in": { requests: 10, seconds: 60 },
  "sign-in-address": { requests: 300, seconds: 60 }, // each costs 20 ms of a core: a tenth of one
  "sign-up-address": { requests: 60, seconds: 600 }, // one in four of those 250, in the ten minutes before a sale
  "sign-up-anywhere": { requests: 1_000, seconds: 600 }, // where no address can be trusted, everybody together
  join: { requests: 30, seconds: 10 }, // a nervous finger and several tabs stay below it
  "join-address": { requests: 1_000, seconds: 10 }, // 250 people, four times each
  hold: { requests: 60, seconds: 60 }, // in a fight for seats: one try a second, for a whole minute
  "hold-address": { requests: 1_500, seconds: 60 }, // 250 people, six times each
  charge: { requests: 20, seconds: 60 }, // more than one every three seconds is no person
  "charge-address": { requests: 1_000, seconds: 60 },
  pay: { requests: 30, seconds: 60 }, // once, and again after charging, and again when the train leaves the tunnel
  "pay-address": { requests: 1_000, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** How somebody stands with a limit: `remaining` of `quota` requests in `windowSeconds`, anew in `resetSeconds`. */
export type RateLimitStatus = {
  limit: LimitName;
  quota: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
};

/** Who asks, as limits see it: an address where one can be trusted, and whom to tell how much is left. */
export type Caller = { address: string | null; onRateLimit(standings: readonly RateLimitStatus[]): void };

/** One attempt of `who` (an address, an email, a user id) against a limit; with `concertId`, one of that concert's line. */
export type RateLimitCheck = { limit: LimitName; identifier: string; concertId?: string };

/** How many requests a limit allows in its window, RATE_LIMIT_MULTIPLIER included. */
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
    timeout: 0, // a Redis that does not answer is an error, not a pass
  });
  limiters.set(limit, { client, limiter });
  return limiter;
}

/** A standing in the words of a counter: how many are left, and when (ms from now) there are more. */
export function toStatus(limit: LimitName, remaining: number, resetMs: number): RateLimitStatus {
  return {
    limit,
    quota: quotaFor(limit),
    windowSeconds: LIMITS[limit].seconds,
    remaining: Math.max(0, remaining),
    resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
  };
}

/** One more try than was left. */
export const tooManyRequests = ({ resetSeconds }: RateLimitStatus): AppError =>
  new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds: resetSeconds });

async function consume({
  limit,
  identifier,
  concertId,
}: RateLimitCheck): Promise<{ status: RateLimitStatus; allowed: boolean }> {
  // A window and the one before it lie in one slot of a cluster: the line's, or one of their own.
  const key = concertId === undefined ? `{${identifier}}` : `{${concertId}}:${identifier}`;
  const { success, remaining, reset } = await limiterFor(limit).limit(key);
  return { status: toStatus(limit, remaining, reset - Date.now()), allowed: success };
}

/**
 * Counts attempts, all in one round trip, and tells the caller how they stand.
 * @throws AppError TOO_MANY_REQUESTS with the seconds until there are more; UNAVAILABLE when Redis is gone, since an attempt
 * that is not counted is an attempt too many
 */
export async function consumeLimits(checks: readonly RateLimitCheck[], caller: Caller): Promise<void> {
  const results = await Promise.all(checks.map(consume)).catch((error: unknown) => {
    log.warn(
      { err: error instanceof Error ? error.message : String(error), attempts: checks.map(({ limit }) => limit) },
      "an attempt was not counted",
    );
    throw new AppError("UNAVAILABLE");
  });
  caller.onRateLimit(results.map(({ status }) => status));
  const exceeded = results.filter(({ allowed: within }) => !within).map(({ status }) => status);
  const [longest] = exceeded.toSorted((a, b) => b.resetSeconds - a.resetSeconds);
  if (longest) throw tooManyRequests(longest);
}

/** What a signed-in fan may do so often, and an address so often. */
export type RateLimitedAction = "hold" | "charge" | "pay";

/**
 * Counts what a signed-in fan does, for the fan and for their address. With `concertId` the counters lie in the slot of
 * that concert's line, so that they can travel with its gate. When Redis is gone it goes through uncounted: what has to
 * be refused then is refused by the gate, and whoever holds seats can still charge and pay.
 * @throws AppError TOO_MANY_REQUESTS
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
