import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";
import { withTimeout } from "@/lib/core/timeout";

const WITHIN_MS = 700; // an answer within a second, whatever hangs, also of a process that is busy

export type Health = "ok" | "gone";

/** Whether an engine answers in time. */
const check = (asked: Promise<unknown>): Promise<Health> =>
  withTimeout(asked, { ms: WITHIN_MS, onTimeout: () => new Error("no answer in time") }).then(
    () => "ok",
    () => "gone",
  );

/** Which engines answer this process now. It is known within a second. */
export async function checkEngines(): Promise<{ postgres: Health; redis: Health }> {
  const [postgres, line] = await Promise.all([check(pool().query("SELECT 1")), check(redis().ping())]);
  return { postgres, redis: line };
}
