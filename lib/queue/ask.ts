import { lineClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { script } from "@/lib/core/redis";
import { seldom } from "@/lib/core/seldom";
import { keysOf } from "./keys";
import { asSet, type Clock, type Settings } from "./scripts/clock";

const RETRY_AFTER_SECONDS = 2; // a restarted Redis is usually back by then
const TOLD_EVERY_MS = 10_000; // the request that was not served is told each time (lib/http/frame/access-log.ts)

const told = seldom(TOLD_EVERY_MS, (errors) => log.warn({ errors }, "lines did not answer"));

/** The line cannot say now. */
export const unavailable = () => new Refusal("QUEUE_UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });

const settings = (): Settings => ({
  sessionMs: env().SESSION_SECONDS * 1000,
  pollsPerSecond: env().LINE_POLLS_PER_SECOND,
});

/**
 * One verb of the line as a function: one round trip, with the keys of its line. What a process has set is in the text of
 * its scripts, made when they are first needed: a process that is set otherwise has others.
 * @throws Refusal QUEUE_UNAVAILABLE when Redis does not answer
 */
export function verb<Answer>(lua: string) {
  const made: Partial<Record<Clock, ReturnType<typeof script<Answer>>>> = {};
  return async (concertId: string, args: (string | number)[] = [], moreKeys?: string[]): Promise<Answer> => {
    const { offsetMs } = lineClock;
    const clock = offsetMs === 0 ? "real" : "moved";
    made[clock] ??= script<Answer>(asSet(settings(), clock) + lua);
    const run = made[clock];
    try {
      return await run(keysOf(concertId), clock === "real" ? args : [...args, offsetMs], moreKeys);
    } catch (error) {
      told(error instanceof Error ? error.message : String(error));
      throw unavailable();
    }
  };
}
