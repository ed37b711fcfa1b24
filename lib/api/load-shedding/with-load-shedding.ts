import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { withTimeout } from "@/lib/core/timeout";
import type { RequestContext } from "../framework/context";
import { ConcurrencyLimiter } from "./concurrency-limiter";
import type { Priority } from "./priority";
import { shedMetrics } from "./shed-metrics";

const ADMIN_TIMEOUT_SECONDS = 120; // a hall of 100,000 seats, an audit, a drain of twenty seconds

// Clients wait a random time up to these, so that rejected ones do not return together.
const MAX_RETRY_AFTER_SECONDS: Record<Priority, number> = { pay: 1, hold: 2, queue: 4, browse: 4, enter: 5 };

const onTimeout = () => new AppError("UNAVAILABLE"); // the outcome is unknown

const parts = () =>
  processSingleton("load shedding", () => {
    const limiter = new ConcurrencyLimiter(env().API_MAX_CONCURRENT_REQUESTS);
    return { limiter, countShed: shedMetrics(limiter) };
  });

function overloaded(priority: Priority, context: RequestContext): AppError {
  parts().countShed(priority);
  context.isShed = true;
  const retryAfterSeconds = 1 + Math.floor(Math.random() * MAX_RETRY_AFTER_SECONDS[priority]);
  return new AppError("OVERLOADED", { retryAfterSeconds });
}

/**
 * Runs `work` in a slot, which is taken after `buffer` has read the body, so that a slow sender blocks nobody.
 * @throws AppError OVERLOADED within 100 ms, before work; UNAVAILABLE after REQUEST_TIMEOUT_SECONDS, outcome unknown
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
  const settled = work().finally(() => limiter.release(priority));
  return withTimeout(settled, { ms: env().REQUEST_TIMEOUT_SECONDS * 1_000, onTimeout });
}
