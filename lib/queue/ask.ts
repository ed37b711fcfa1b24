import { lineClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { script } from "@/lib/core/redis";
import { keysOf } from "./keys";

const RETRY_AFTER_SECONDS = 2; // a restarted Redis is usually back by then

/** The line cannot say now. */
export const unavailable = () => new Refusal("QUEUE_UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });

/**
 * One verb of the line as a function: one round trip, its keys and the three arguments every verb begins with.
 * @throws Refusal QUEUE_UNAVAILABLE when Redis does not answer
 */
export function verb<Answer>(lua: string) {
  const run = script<Answer>(lua);
  return async (concertId: string, args: (string | number)[] = [], moreKeys?: string[]): Promise<Answer> => {
    const { SESSION_SECONDS, LINE_POLLS_PER_SECOND } = env();
    const first = [lineClock.offsetMs, SESSION_SECONDS * 1000, LINE_POLLS_PER_SECOND];
    try {
      return await run(keysOf(concertId), [...first, ...args], moreKeys);
    } catch (error) {
      log.warn({ concertId, err: error instanceof Error ? error.message : String(error) }, "The line did not answer");
      throw unavailable();
    }
  };
}
