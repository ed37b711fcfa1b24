const NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "marks", "untold"];

const KEPT = 1_000; // concerts: a few hundred kilobytes
const kept = new Map<string, readonly string[]>();

/**
 * The keys of one concert's line, in the order every script receives them. They share one hash tag, so that a call
 * stays in one slot of a Redis Cluster. Mostly the same array as before, which `lib/core/evalsha.ts` writes down once.
 */
export function keysOf(concertId: string): readonly string[] {
  const known = kept.get(concertId);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const keys = NAMES.map((name) => `jari:{${concertId}}:${name}`);
  kept.set(concertId, keys);
  return keys;
}

/** Counts the joins of one fan, or of one address; lives for the ten seconds of the join limit. */
export const joinsKey = (concertId: string, who: string) => `jari:{${concertId}}:joins:${who}`;

/** Who is beginning this line now; lives for the seconds that takes. */
export const openingKey = (concertId: string) => `jari:{${concertId}}:opening`;
