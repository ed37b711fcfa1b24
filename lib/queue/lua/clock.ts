/** What is the same at every call of a process, and so no argument: sessions in ms, polls a second of one line. */
export type Settings = { sessionMs: number; pollsPerSecond: number };

/** Redis's, or one that a test has moved. */
export type Clock = "real" | "moved";

/**
 * The lines above every verb: the settings, in the script's own text, and how far the line's clock is from Redis's (ms),
 * which is the last argument where a test has moved it.
 */
export const withSettings = ({ sessionMs, pollsPerSecond }: Settings, clock: Clock) => /* lua */ `
local sessionMs, pollsPerSecond = ${sessionMs}, ${pollsPerSecond}
local clockOffsetMs = ${clock === "moved" ? "table.remove(ARGV)" : 0}
`;

/**
 * What time it is for the line (ms), at the beginning of every verb; and a die, from 0 to 1: where in its millisecond the
 * call happens to come, which is good enough to spread those who ask.
 */
export const NOW = /* lua */ `
local time = redis.call("TIME")
local now = time[1] * 1000 + time[2] / 1000 + clockOffsetMs
local random = now % 1
now = now - random
`;

/** The keys of a line. */
export const KEY_NAMES = /* lua */ `
local LINE, WAITING, ACTIVE, SESSIONS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local RECENT, PASSED, MARKS, UNTOLD = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
`;

/** The first lines of every verb. Those that most calls are take only the time first. */
export const CLOCK = `${NOW}${KEY_NAMES}`;
