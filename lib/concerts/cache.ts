import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { redis } from "@/lib/core/redis";
import { processSingleton } from "@/lib/core/singleton";
import { concertsMemo as memo } from "./memo";

const REDIS_SECONDS = 300; // spec: five minutes
const BYPASS_MS = 1_000; // after a failure, reads go to the database for this long instead of waiting for Redis each time

const VERSION_KEY = "jari:{catalogue}:version";
const keyFor = (name: string) => `jari:{catalogue}:${name}`;

type VersionedValue = { version: number; value: unknown };

let bypassUntil = 0;

function onRedisError(error: unknown): null {
  bypassUntil = Date.now() + BYPASS_MS;
  log.warn({ err: describeError(error) }, "the cache of concerts cannot be reached");
  return null;
}

// The version is read before loading, so that what a slow reader writes back after a save is never read.
async function readThroughRedis(name: string, load: () => Promise<unknown>): Promise<unknown> {
  const cached =
    Date.now() < bypassUntil
      ? null
      : await redis().mget<[number | null, VersionedValue | null]>(VERSION_KEY, keyFor(name)).catch(onRedisError);
  const version = cached?.[0] ?? 0;
  if (cached?.[1]?.version === version) return cached[1].value;
  const value = await load();
  if (cached && value !== null)
    await redis().set(keyFor(name), { version, value }, { ex: REDIS_SECONDS }).catch(onRedisError);
  return value;
}

/** Reads a value at most a second old, from memory, Redis or one shared `load`; it must survive JSON. */
export function readCached<T>(name: string, load: () => Promise<T>): Promise<T> {
  const cached = memo.get(name);
  if (cached) return cached as Promise<T>;
  const value = readThroughRedis(name, load) as Promise<T>;
  memo.set(name, value);
  value.catch(() => memo.delete(name));
  return value;
}

const listeners = processSingleton("listeners of concerts", () => new Set<() => void>());

/** Calls `listener` whenever this process has saved a concert, once what it reads is new. */
export function onConcertsChange(listener: () => void): void {
  listeners.add(listener);
}

/** Counts the saves of all processes; null while Redis cannot be reached. */
export const concertsVersion = (): Promise<number | null> =>
  Date.now() < bypassUntil ? Promise.resolve(null) : redis().get<number>(VERSION_KEY).catch(onRedisError);

function clearMemo(): void {
  memo.clear();
  for (const listener of listeners) listener();
}

/** Invalidates every cached read, at once here and within a second elsewhere; call it after each save. */
export async function invalidateConcerts(): Promise<void> {
  clearMemo();
  await redis().incr(VERSION_KEY).catch(onRedisError);
  clearMemo(); // values loaded between the save and the new version
}
