import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";
import { withTimeout } from "@/lib/core/timeout";

const TIMEOUT_MS = 700; // so that a busy process too answers within a second

export type Health = "ok" | "gone";

const check = (query: Promise<unknown>): Promise<Health> =>
  withTimeout(query, { ms: TIMEOUT_MS, onTimeout: () => new Error("no answer in time") }).then(
    () => "ok",
    () => "gone",
  );

/** Whether Postgres and Redis answer this process now; resolves within a second. */
export async function checkEngines(): Promise<{ postgres: Health; redis: Health }> {
  const [postgres, cache] = await Promise.all([check(pool().query("SELECT 1")), check(redis().ping())]);
  return { postgres, redis: cache };
}
