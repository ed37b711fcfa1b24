const KEY_NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "marks", "untold"];

const MAX_CACHED = 1_000; // concerts: a few hundred kilobytes
const cachedKeys = new Map<string, readonly string[]>();

/**
 * The keys of one concert's line, in the order every script receives them. They share one hash tag, so that a call
 * stays in one slot of a Redis Cluster. Mostly the same array as before, which `lib/core/evalsha.ts` writes down once.
 */
export function queueKeys(concertId: string): readonly string[] {
  const cached = cachedKeys.get(concertId);
  if (cached) return cached;
  if (cachedKeys.size >= MAX_CACHED) cachedKeys.clear();
  const keys = KEY_NAMES.map((name) => `jari:{${concertId}}:${name}`);
  cachedKeys.set(concertId, keys);
  return keys;
}

/** Counts the joins of one fan, or of one address; lives for the ten seconds of the join limit. */
export const joinsKey = (concertId: string, subject: string) => `jari:{${concertId}}:joins:${subject}`;

/** Who is beginning this line now; lives for the seconds that takes. */
export const initLockKey = (concertId: string) => `jari:{${concertId}}:opening`;
