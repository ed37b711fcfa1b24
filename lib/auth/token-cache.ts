import { hash } from "node:crypto";
import { processSingleton } from "@/lib/core/singleton";

const MAX_ENTRIES = 50_000; // sessions of a process; a hash and a name each, about 20 MB when full

type Entry<T> = { expiresAt: number; value: T | Promise<T> };
export type Verified<T> = { value: T; ttlMs: number };

/**
 * What was found out about a token, remembered by its hash for as long as the finding says (0: not at all). Who asks
 * while it is being found out waits for the same answer. The oldest finding makes room for a new one.
 */
export function createTokenCache<T>(
  name: string,
  verify: (token: string) => Promise<Verified<T>>,
  maxEntries = MAX_ENTRIES,
) {
  const entries = processSingleton(name, () => new Map<string, Entry<T>>());
  const keyOf = (token: string) => hash("sha256", token, "base64");

  function load(token: string, key: string): Promise<T> {
    const pending = verify(token).then(({ value, ttlMs }) => {
      entry.expiresAt = Date.now() + ttlMs;
      entry.value = value;
      if (ttlMs <= 0) remove();
      return value;
    });
    const entry: Entry<T> = { expiresAt: Number.POSITIVE_INFINITY, value: pending };
    const remove = () => entries.get(key) === entry && entries.delete(key);
    pending.catch(remove);
    entries.delete(key); // so that it stands at the end of the Map, with the newest
    const oldest = entries.keys().next().value;
    if (entries.size >= maxEntries && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
    return pending;
  }

  return {
    /** At once where it is known, since nearly every request asks. */
    get(token: string): T | Promise<T> {
      const key = keyOf(token);
      const entry = entries.get(key);
      return entry && entry.expiresAt > Date.now() ? entry.value : load(token, key);
    },
    delete: (token: string): void => void entries.delete(keyOf(token)),
  };
}
