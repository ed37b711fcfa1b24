import { queueClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { luaScript } from "@/lib/core/redis";
import { throttleByKind } from "@/lib/core/throttled-log";
import { queueKeys } from "./keys";
import { type Clock, type Settings, withSettings } from "./lua/clock";

const RETRY_AFTER_SECONDS = 2; // a restarted Redis is usually back by then
const LOG_EVERY_MS = 10_000; // the request that was not served is told each time (lib/api/framework/access-log.ts)

const logFailures = throttleByKind(LOG_EVERY_MS, (errors) => log.warn({ errors }, "lines did not answer"));

/** The line cannot say now. */
export const unavailable = () => new AppError("QUEUE_UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });

const scriptSettings = (): Settings => ({
  sessionMs: env().SESSION_SECONDS * 1000,
  pollsPerSecond: env().QUEUE_POLLS_PER_SECOND,
});

/**
 * One verb of the line as a function: one round trip, with the keys of its line. What a process has set is in the text of
 * its scripts, made when they are first needed: a process that is set otherwise has others.
 * @throws AppError QUEUE_UNAVAILABLE when Redis does not answer
 */
export function queueScript<Answer>(lua: string) {
  const compiled: Partial<Record<Clock, ReturnType<typeof luaScript<Answer>>>> = {};
  return async (concertId: string, args: (string | number)[] = [], moreKeys?: string[]): Promise<Answer> => {
    const { offsetMs } = queueClock;
    const clock = offsetMs === 0 ? "real" : "moved";
    compiled[clock] ??= luaScript<Answer>(withSettings(scriptSettings(), clock) + lua);
    const run = compiled[clock];
    try {
      return await run(queueKeys(concertId), clock === "real" ? args : [...args, offsetMs], moreKeys);
    } catch (error) {
      logFailures(error instanceof Error ? error.message : String(error));
      throw unavailable();
    }
  };
}
