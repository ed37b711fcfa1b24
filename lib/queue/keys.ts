const KEY_NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "marks", "untold"];

/**
 * The keys of one concert's queue, in the order of `lua/context.lua`. They share one hash tag, so that a call stays in one
 * slot of a Redis Cluster.
 */
export const queueKeys = (concertId: string): string[] => KEY_NAMES.map((name) => `jari:{${concertId}}:${name}`);

/** The join counter of one fan or one address; it lives for the window of the join limit. */
export const joinsKey = (concertId: string, subject: string) => `jari:{${concertId}}:joins:${subject}`;

/** The lock under which a queue is initialized; it lives for seconds. */
export const initLockKey = (concertId: string) => `jari:{${concertId}}:opening`;
