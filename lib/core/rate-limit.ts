import { hash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { LRUCache } from "lru-cache";
import { describeError } from "./describe-error";
import { env } from "./env";
import { AppError } from "./errors";
import { log } from "./log";
import { redis } from "./redis";

type Limit = { requests: number; seconds: number };

// About 250 people share an address behind a carrier's NAT or in an office, and all come when a sale opens.
export const LIMITS = {
  // Per email and address: a person who mistypes needs three, a guesser thousands.
  "sign-in": { requests: 10, seconds: 60 },
  // Wrong passwords of one email, from wherever; and those from one device that has signed in to it before.
  "sign-in-account": { requests: 100, seconds: 3_600 },
  "sign-in-device": { requests: 100, seconds: 3_600 },
  "sign-in-address": { requests: 300, seconds: 60 }, // at 20 ms of a core each, a tenth of one core
  // A school or an office signs up at once. Beyond SIGN_UPS_WITHOUT_PROOF each needs a proof of work.
  "sign-up-network": { requests: 3_000, seconds: 600 },
  "sign-up-address": { requests: 1_000, seconds: 600 },
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

/** `address` is null where no proxy is trusted; `proof` is the Proof-Of-Work header. */
export type Caller = {
  address: string | null;
  proof?: string | null;
  onRateLimit(statuses: readonly RateLimitStatus[]): void;
};

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

type Consumption = { status: RateLimitStatus; allowed: boolean };

// A client chooses the identifier and its length, so that the key has its hash. A window and its predecessor share a
// cluster slot: the queue's, or their own.
function keyOf({ identifier, concertId }: RateLimitCheck): string {
  const digest = hash("sha256", identifier, "base64url");
  return concertId === undefined ? `{${digest}}` : `{${concertId}}:${digest}`;
}

const NEARLY_EXHAUSTED = 0.1; // of a quota; more than the requests of an address that are in flight at once
const MAX_TRACKED = 10_000; // keys of limits, 2 MB when full
const nearlyExhausted = new LRUCache<string, true>({ max: MAX_TRACKED });

async function consume(check: RateLimitCheck): Promise<Consumption> {
  const { limit } = check;
  const key = keyOf(check);
  const { success, remaining, reset } = await limiterFor(limit).limit(key);
  const ttl = 2_000 * LIMITS[limit].seconds; // a sliding window counts its predecessor
  if (remaining < quotaFor(limit) * NEARLY_EXHAUSTED) nearlyExhausted.set(`${limit}:${key}`, true, { ttl });
  return { status: toStatus(limit, remaining, reset - Date.now()), allowed: success };
}

/** Consumes one limit after the other, up to the first that is exceeded: the rest write no key. */
async function consumeInOrder(checks: readonly RateLimitCheck[]): Promise<Consumption[]> {
  const results: Consumption[] = [];
  for (const check of checks) {
    const result = await consume(check);
    results.push(result);
    if (!result.allowed) break;
  }
  return results;
}

/** In one round trip; in order where the first limit is nearly exhausted. */
function consumeAll(checks: readonly RateLimitCheck[]): Promise<Consumption[]> {
  const [first] = checks;
  const mayExceed = first && nearlyExhausted.has(`${first.limit}:${keyOf(first)}`);
  return mayExceed ? consumeInOrder(checks) : Promise.all(checks.map(consume));
}

/**
 * Consumes one request of each limit, an address's first: beyond it, nothing else is counted.
 * Resolves to their statuses. @throws AppError TOO_MANY_REQUESTS; UNAVAILABLE, as none may pass uncounted
 */
export async function consumeLimits(
  checks: readonly RateLimitCheck[],
  caller: Caller,
): Promise<readonly RateLimitStatus[]> {
  const results = await consumeAll(checks).catch((error: unknown) => {
    log.warn(
      { err: describeError(error), attempts: checks.map(({ limit }) => limit) },
      "could not consume a rate limit",
    );
    throw new AppError("UNAVAILABLE");
  });
  const statuses = results.map(({ status }) => status);
  caller.onRateLimit(statuses);
  const exceeded = results.filter(({ allowed }) => !allowed).map(({ status }) => status);
  const [longest] = exceeded.toSorted((a, b) => b.resetSeconds - a.resetSeconds);
  if (longest) throw tooManyRequests(longest);
  return statuses;
}

/** Gives back what a request consumed of a limit that counts failures alone. Without Redis nothing is given back. */
export async function refundLimit(check: RateLimitCheck): Promise<void> {
  await limiterFor(check.limit)
    .limit(keyOf(check), { rate: -1 })
    .catch((error: unknown) =>
      log.warn({ err: describeError(error), limit: check.limit }, "a rate limit kept a success"),
    );
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
  if (caller.address) checks.unshift({ limit: `${action}-address`, identifier: caller.address, concertId });
  try {
    await consumeLimits(checks, caller);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "UNAVAILABLE")) throw error;
  }
}
