import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { withTimeout } from "@/lib/core/timeout";
import type { RequestContext } from "../framework/context";
import { AdaptiveLimit, fixedLimit } from "./adaptive-limit";
import { ConcurrencyLimiter } from "./concurrency-limiter";
import type { Priority } from "./priority";
import { shedMetrics } from "./shed-metrics";

const ADMIN_TIMEOUT_SECONDS = 120; // a hall of 100,000 seats, an audit, a drain of twenty seconds

// Clients wait a random time more than what they would have waited, so that rejected ones do not return together.
const SPREAD_SECONDS: Record<Priority, number> = { pay: 1, hold: 2, queue: 4, browse: 4, enter: 5, password: 5 };
const MAX_EXPECTED_SECONDS = 5; // longer ago than that, a queue's speed says nothing

const onTimeout = () => new AppError("UNAVAILABLE"); // the outcome is unknown

const SLOTS_BESIDE_POSTGRES = 6; // for requests that need no connection

const parts = () =>
  processSingleton("load shedding", () => {
    const { API_MAX_CONCURRENT_REQUESTS: fixed, DATABASE_POOL_MAX } = env();
    const limit = fixed ? fixedLimit(fixed) : new AdaptiveLimit(DATABASE_POOL_MAX + SLOTS_BESIDE_POSTGRES);
    const limiter = new ConcurrencyLimiter(limit);
    return { limiter, countShed: shedMetrics(limiter) };
  });

function overloaded(priority: Priority, context: RequestContext): AppError {
  parts().countShed(priority);
  context.isShed = true;
  const expectedSeconds = Math.ceil(parts().limiter.expectedWaitMs(priority) / 1_000);
  const leastSeconds = Math.min(MAX_EXPECTED_SECONDS, Math.max(1, expectedSeconds));
  const retryAfterSeconds = leastSeconds + Math.floor(Math.random() * SPREAD_SECONDS[priority]);
  return new AppError("OVERLOADED", { retryAfterSeconds });
}

/**
 * Runs `work` in a slot, which is taken after `buffer` has read the body, so that a slow sender blocks nobody.
 * @throws AppError OVERLOADED after a second at most, before work; UNAVAILABLE after REQUEST_TIMEOUT_SECONDS, outcome unknown
 */
export async function withLoadShedding<T>(
  priority: Priority | null,
  context: RequestContext,
  work: () => Promise<T>,
  buffer?: () => Promise<void>,
): Promise<T> {
  const { limiter } = parts();
  if (priority === null) return withTimeout(work(), { ms: ADMIN_TIMEOUT_SECONDS * 1_000, onTimeout });
  if (buffer && !limiter.isSaturated(priority)) await buffer();
  if (!limiter.tryAcquire(priority) && !(await limiter.waitForSlot(priority))) throw overloaded(priority, context);
  const startedAt = performance.now();
  const settled = work().finally(() => limiter.release(priority, performance.now() - startedAt));
  return withTimeout(settled, { ms: env().REQUEST_TIMEOUT_SECONDS * 1_000, onTimeout });
}
