const KEY_NAMES = ["line", "waiting", "active", "sessions", "recent", "passed", "marks", "untold"];

/** In the order of `lua/context.lua`; the hash tag keeps a call in one slot of a Redis Cluster. */
export const queueKeys = (concertId: string): string[] => KEY_NAMES.map((name) => `jari:{${concertId}}:${name}`);

export const joinsKey = (concertId: string, subject: string) => `jari:{${concertId}}:joins:${subject}`;

export const initLockKey = (concertId: string) => `jari:{${concertId}}:opening`;
