import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { env } from "./env";
import { Refusal } from "./errors";
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
export type Standing = {
  limit: LimitName;
  quota: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
};

/** Who asks, as limits see it: an address where one can be trusted, and whom to tell how much is left. */
export type Caller = { address: string | null; told(standings: readonly Standing[]): void };

/** One attempt of `who` (an address, an email, a user id) against a limit; with `concertId`, one of that concert's line. */
export type Attempt = { limit: LimitName; who: string; concertId?: string };

/** How many requests a limit allows in its window, RATE_LIMIT_MULTIPLIER included. */
export const quotaOf = (limit: LimitName): number =>
  Math.max(1, Math.ceil(LIMITS[limit].requests * env().RATE_LIMIT_MULTIPLIER));

const limiters = new Map<LimitName, { client: Redis; limiter: Ratelimit }>();

function limiterOf(limit: LimitName): Ratelimit {
  const client = redis();
  const known = limiters.get(limit);
  if (known?.client === client) return known.limiter;
  const limiter = new Ratelimit({
    redis: client,
    limiter: Ratelimit.slidingWindow(quotaOf(limit), `${LIMITS[limit].seconds} s`),
    prefix: `jari:limit:${limit}`,
    ephemeralCache: false,
    timeout: 0, // a Redis that does not answer is an error, not a pass
  });
  limiters.set(limit, { client, limiter });
  return limiter;
}

/** A standing in the words of a counter: how many are left, and when (ms from now) there are more. */
export function standingOf(limit: LimitName, remaining: number, resetMs: number): Standing {
  return {
    limit,
    quota: quotaOf(limit),
    windowSeconds: LIMITS[limit].seconds,
    remaining: Math.max(0, remaining),
    resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
  };
}

/** One more try than was left. */
export const tooMany = ({ resetSeconds }: Standing): Refusal =>
  new Refusal("TOO_MANY_REQUESTS", { retryAfterSeconds: resetSeconds });

async function count({ limit, who, concertId }: Attempt): Promise<{ standing: Standing; within: boolean }> {
  // A window and the one before it lie in one slot of a cluster: the line's, or one of their own.
  const slotted = concertId === undefined ? `{${who}}` : `{${concertId}}:${who}`;
  const { success, remaining, reset } = await limiterOf(limit).limit(slotted);
  return { standing: standingOf(limit, remaining, reset - Date.now()), within: success };
}

/**
 * Counts attempts, all in one round trip, and tells the caller how they stand.
 * @throws Refusal TOO_MANY_REQUESTS with the seconds until there are more; UNAVAILABLE when Redis is gone, since an attempt
 * that is not counted is an attempt too many
 */
export async function countAttempts(attempts: readonly Attempt[], caller: Caller): Promise<void> {
  const counted = await Promise.all(attempts.map(count)).catch((error: unknown) => {
    log.warn(
      { err: error instanceof Error ? error.message : String(error), attempts: attempts.map(({ limit }) => limit) },
      "an attempt was not counted",
    );
    throw new Refusal("UNAVAILABLE");
  });
  caller.told(counted.map(({ standing }) => standing));
  const over = counted.filter(({ within }) => !within).map(({ standing }) => standing);
  const [longest] = over.toSorted((a, b) => b.resetSeconds - a.resetSeconds);
  if (longest) throw tooMany(longest);
}

/** What a signed-in fan may do so often, and an address so often. */
export type Action = "hold" | "charge" | "pay";

/**
 * Counts what a signed-in fan does, for the fan and for their address. With `concertId` the counters lie in the slot of
 * that concert's line, so that they can travel with its gate. When Redis is gone it goes through uncounted: what has to
 * be refused then is refused by the gate, and whoever holds seats can still charge and pay.
 * @throws Refusal TOO_MANY_REQUESTS
 */
export async function countAction(action: Action, userId: string, caller: Caller, concertId?: string): Promise<void> {
  const attempts: Attempt[] = [{ limit: action, who: userId, concertId }];
  if (caller.address) attempts.push({ limit: `${action}-address`, who: caller.address, concertId });
  try {
    await countAttempts(attempts, caller);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "UNAVAILABLE")) throw error;
  }
}
