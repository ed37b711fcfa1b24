const NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "numbers", "untold", "counts", "since"];

/**
 * The keys of one concert's line, in the order every script receives them. They share one hash tag, so that a call
 * stays in one slot of a Redis Cluster.
 */
export const keysOf = (concertId: string): string[] => NAMES.map((name) => `jari:{${concertId}}:${name}`);

/** Counts one fan's joins; lives for the ten seconds of the join limit. */
export const joinsKey = (concertId: string, userId: string) => `jari:{${concertId}}:joins:${userId}`;

/** Who is beginning this line now; lives for the seconds that takes. */
export const openingKey = (concertId: string) => `jari:{${concertId}}:opening`;
