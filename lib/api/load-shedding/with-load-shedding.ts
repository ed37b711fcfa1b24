import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { BODY_LIMIT, bufferBody } from "../framework/body";
import type { Endpoint } from "../framework/endpoint";
import type { Asked } from "../framework/request";
import type { Reply } from "../framework/response";
import { ConcurrencyLimiter } from "./concurrency-limiter";
import type { Priority } from "./priority";
import { createTimeout } from "./request-timeout";
import { shedMetrics } from "./shed-metrics";

const ADMIN_TIMEOUT_SECONDS = 120; // of an admin or a cron: a hall of 100,000 seats, an audit, a drain of twenty seconds

// How long to stay away, in seconds: at most so long, at random, or all who were refused at once would be back at once.
const MAX_RETRY_AFTER_SECONDS: Record<Priority, number> = { pay: 1, hold: 2, line: 4, look: 4, enter: 5 };

const late = () => new AppError("UNAVAILABLE"); // its outcome is not known

const parts = () =>
  processSingleton("shedding", () => {
    const { API_MAX_CONCURRENT_REQUESTS, REQUEST_TIMEOUT_SECONDS } = env();
    const slots = new ConcurrencyLimiter(API_MAX_CONCURRENT_REQUESTS);
    return {
      slots,
      count: shedMetrics(slots),
      inTime: createTimeout(REQUEST_TIMEOUT_SECONDS * 1_000, late),
      inHouseTime: createTimeout(ADMIN_TIMEOUT_SECONDS * 1_000, late),
    };
  });

function overloaded(asked: Asked, urgency: Priority): AppError {
  parts().count(urgency);
  asked.shed = true;
  return new AppError("OVERLOADED", {
    retryAfterSeconds: 1 + Math.floor(Math.random() * MAX_RETRY_AFTER_SECONDS[urgency]),
  });
}

/**
 * Does a request's work when there is room for it, and answers in time. Its body has arrived before it takes room, so that
 * whoever sends slowly keeps nobody out; who will find none is told before.
 * @throws AppError OVERLOADED within 100 ms when there is none: nothing was begun. UNAVAILABLE after REQUEST_TIMEOUT_SECONDS: it goes
 * on, and nobody knows its outcome
 */
export function withLoadShedding(
  { definition, priority }: Pick<Endpoint, "definition" | "priority">,
  asked: Asked,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { slots, inTime, inHouseTime } = parts();
  if (priority === null) return inHouseTime(work());
  const begin = () => inTime(work(), () => slots.release(priority));
  const enter = () => {
    const turn = slots.enter(priority);
    if (!turn) return begin();
    return turn.then(begin, () => {
      throw overloaded(asked, priority);
    });
  };
  if (!definition.body || slots.isSaturated(priority)) return enter();
  return bufferBody(asked, definition.bodyLimit ?? BODY_LIMIT).then(enter);
}
