const NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "numbers", "untold", "counts", "since"];

/**
 * The keys of one concert's line, in the order every script receives them. They share one hash tag, so that a call
 * stays in one slot of a Redis Cluster.
 */
export const keysOf = (concertId: string): string[] => NAMES.map((name) => `jari:{${concertId}}:${name}`);

/** Counts the joins of one fan, or of one address; lives for the ten seconds of the join limit. */
export const joinsKey = (concertId: string, who: string) => `jari:{${concertId}}:joins:${who}`;

/** Who is beginning this line now; lives for the seconds that takes. */
export const openingKey = (concertId: string) => `jari:{${concertId}}:opening`;
