import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/core/singleton";

const MAX_ENTRIES = 50_000; // sessions in one process; a hash and a user each, about 20 MB when full

export type Verified<T> = { value: T; ttlMs: number };

/** Caches results of `verify` by token hash for `ttlMs` (null: not at all). Concurrent lookups share one call. */
export function createTokenCache<T>(
  name: string,
  verify: (token: string) => Promise<Verified<T> | null>,
  maxEntries = MAX_ENTRIES,
) {
  const cache = processSingleton(
    name,
    () =>
      new LRUCache<string, Verified<T>, string>({
        max: maxEntries,
        perf: { now: () => Date.now() }, // the clock that tests move
        ttlResolution: 0,
        ignoreFetchAbort: true, // an entry evicted while it is loading still answers its callers
        fetchMethod: async (_hash, _stale, { context: token, options }) => {
          const verified = await verify(token);
          options.ttl = Math.max(1, verified?.ttlMs ?? 1); // to lru-cache, 0 is forever
          return verified ?? undefined;
        },
      }),
  );
  const keyOf = (token: string) => hash("sha256", token, "base64");
  return {
    get: async (token: string): Promise<T | null> =>
      (await cache.fetch(keyOf(token), { context: token }))?.value ?? null,
    delete: (token: string): void => void cache.delete(keyOf(token)),
  };
}
