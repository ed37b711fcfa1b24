import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";
import { processSingleton } from "@/lib/core/singleton";
import { withTimeout } from "@/lib/core/timeout";

const TIMEOUT_MS = 700; // so that a busy process too answers within a second

export type Health = "ok" | "gone";

const check = (query: Promise<unknown>): Promise<Health> =>
  withTimeout(query, { ms: TIMEOUT_MS, onTimeout: () => new Error("no answer in time") }).then(
    () => "ok",
    () => "gone",
  );

type Engines = { postgres: Health; redis: Health };

async function checkNow(): Promise<Engines> {
  const [postgres, cache] = await Promise.all([check(pool().query("SELECT 1")), check(redis().ping())]);
  return { postgres, redis: cache };
}

const FRESH_MS = 1_000;
const STALE_MS = 3_000; // until then the last result is given while a new check runs

/** Keeps the result of `checkNow`, which runs once at a time, and once a second at most. */
export function createHealthCheck(
  checkNow: () => Promise<Engines>,
  now: () => number = () => performance.now(),
): () => Promise<Engines> {
  let last: { engines: Engines; at: number } | undefined;
  let checking: Promise<Engines> | undefined;

  async function recheck(): Promise<Engines> {
    try {
      const engines = await checkNow();
      last = { engines, at: now() };
      return engines;
    } finally {
      checking = undefined;
    }
  }

  return async () => {
    const ageMs = last ? now() - last.at : Number.POSITIVE_INFINITY;
    if (last && ageMs < FRESH_MS) return last.engines;
    checking ??= recheck();
    return last && ageMs < STALE_MS ? last.engines : checking;
  };
}

/** Whether Postgres and Redis answer this process, as of the last seconds; resolves within a second. */
export const checkEngines = (): Promise<Engines> =>
  processSingleton("health check", () => createHealthCheck(checkNow))();
