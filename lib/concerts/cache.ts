import { log } from "@/lib/core/log";
import { redis } from "@/lib/core/redis";

const REDIS_SECONDS = 300; // spec: five minutes
const MEMO_MS = 1_000; // spec: an edit is seen by every process within a second
const MEMO_ENTRIES_MAX = 2_000; // made-up addresses must not fill the memory

const BYPASS_MS = 1_000; // after a failure, reads leave Redis alone this long instead of waiting for it each time

const VERSION_KEY = "jari:{catalogue}:version";
const keyFor = (name: string) => `jari:{catalogue}:${name}`;

type VersionedValue = { version: number; value: unknown };
const memo = new Map<string, { startedAt: number; answer: Promise<unknown> }>();

let bypassUntil = 0;

const onRedisError = (error: unknown) => {
  bypassUntil = Date.now() + BYPASS_MS;
  log.warn({ err: error instanceof Error ? error.message : String(error) }, "the catalogue's cache cannot be reached");
  return null;
};

/**
 * A value from Redis, or loaded and kept there for five minutes under the version of the catalogue that was read
 * *before* loading: a save raises the version, so a slow reader's write-back is never taken for the new truth.
 */
async function readThroughRedis(name: string, load: () => Promise<unknown>): Promise<unknown> {
  const found =
    Date.now() < bypassUntil
      ? null
      : await redis().mget<[number | null, VersionedValue | null]>(VERSION_KEY, keyFor(name)).catch(onRedisError);
  const version = found?.[0] ?? 0;
  if (found?.[1]?.version === version) return found[1].value;
  const value = await load();
  if (found && value !== null)
    await redis().set(keyFor(name), { version, value }, { ex: REDIS_SECONDS }).catch(onRedisError);
  return value;
}

/**
 * A catalogue read: at most a second old from this process's memory, shared by whoever asks meanwhile; else from Redis;
 * else, also when Redis is down, from the database. The value must survive JSON.
 */
export function readCached<T>(name: string, load: () => Promise<T>): Promise<T> {
  const entry = memo.get(name);
  if (entry && Math.abs(Date.now() - entry.startedAt) < MEMO_MS) return entry.answer as Promise<T>;
  const answer = readThroughRedis(name, load) as Promise<T>;
  if (memo.size >= MEMO_ENTRIES_MAX) memo.clear();
  memo.set(name, { startedAt: Date.now(), answer });
  answer.catch(() => memo.delete(name));
  return answer;
}

/** Ends the life of every cached read: at once here, within a second in every other process. Called after each save. */
export async function invalidateConcerts(): Promise<void> {
  memo.clear();
  await redis().incr(VERSION_KEY).catch(onRedisError);
  memo.clear(); // what was read between the save and the new version
}
