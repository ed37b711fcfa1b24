import { queueClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { luaScript } from "@/lib/core/redis";
import { throttleByKind } from "@/lib/core/throttled-log";
import { queueKeys } from "./keys";
import { loadScript } from "./lua-source";

const RETRY_AFTER_SECONDS = 2; // a restarted Redis is usually back by then
const LOG_EVERY_MS = 10_000; // the access log has each failed request anyway

const logFailures = throttleByKind(LOG_EVERY_MS, (errors) => log.warn({ errors }, "queues did not answer"));

export const unavailable = () => new AppError("QUEUE_UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });

/** `lua/<name>.lua` as a function with the keys and arguments of `context.lua`. @throws QUEUE_UNAVAILABLE */
export function queueScript<Reply>(name: string) {
  const run = luaScript<Reply>(loadScript(name));
  return async (concertId: string, args: (string | number)[] = [], extraKeys?: string[]): Promise<Reply> => {
    const { SESSION_SECONDS, QUEUE_POLLS_PER_SECOND } = env();
    const context = [SESSION_SECONDS * 1000, QUEUE_POLLS_PER_SECOND, queueClock.offsetMs];
    try {
      return await run(queueKeys(concertId), [...context, ...args], extraKeys);
    } catch (error) {
      logFailures(error instanceof Error ? error.message : String(error));
      throw unavailable();
    }
  };
}
