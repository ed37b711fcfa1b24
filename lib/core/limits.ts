import { type Duration, Ratelimit } from "@upstash/ratelimit";
import { env } from "./env";
import { Refusal } from "./errors";
import { log } from "./log";
import { redis } from "./redis";

/** Requests allowed per window, before RATE_LIMIT_MULTIPLIER. Generous for people who share an address. */
const LIMITS = {
  signIn: { requests: 10, window: "1 m" },
  signUp: { requests: 10, window: "10 m" },
  signUpAnywhere: { requests: 1_000, window: "10 m" },
} as const satisfies Record<string, { requests: number; window: Duration }>;

export type LimitName = keyof typeof LIMITS;

const limiters = new Map<LimitName, Ratelimit>();

function limiter(name: LimitName): Ratelimit {
  const { requests, window } = LIMITS[name];
  const made =
    limiters.get(name) ??
    new Ratelimit({
      redis: redis(),
      limiter: Ratelimit.slidingWindow(Math.max(1, Math.ceil(requests * env().RATE_LIMIT_MULTIPLIER)), window),
      prefix: `jari:limit:${name}`,
      ephemeralCache: false,
      timeout: 0, // a Redis that does not answer is an error, not a pass
    });
  limiters.set(name, made);
  return made;
}

async function counted(name: LimitName, who: string): Promise<{ success: boolean; reset: number }> {
  try {
    return await limiter(name).limit(`{${who}}`); // a window and the one before it, in one slot of a cluster
  } catch (error) {
    log.warn(
      { err: error instanceof Error ? error.message : String(error), limit: name },
      "an attempt was not counted",
    );
    throw new Refusal("UNAVAILABLE");
  }
}

/**
 * Counts one attempt of `who` (an address, an email, a user id) against the named limit.
 * @throws Refusal TOO_MANY_REQUESTS with the seconds until the next one is allowed; UNAVAILABLE when Redis is gone,
 * since an attempt that is not counted is an attempt too many.
 */
export async function countAttempt(name: LimitName, who: string): Promise<void> {
  const { success, reset } = await counted(name, who);
  if (!success) {
    const retryAfterSeconds = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
    throw new Refusal("TOO_MANY_REQUESTS", { retryAfterSeconds });
  }
}
