/** What time it is for the line (ms), at the beginning of every verb. */
export const NOW = /* lua */ `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
`;

/** From 0 to 1: where in its millisecond a call happens to come. Good enough to spread those who ask, and no argument more. */
export const RANDOM = "time[2] % 1000 / 1000";

/** The keys of a line, and the three arguments every verb begins with. */
export const GIVEN = /* lua */ `
local LINE, WAITING, ACTIVE, SESSIONS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local RECENT, PASSED, MARKS, UNTOLD = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local clockOffsetMs, sessionMs, pollsPerSecond = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local random = ${RANDOM}
`;

/** The first lines of every verb. Those that most calls are take only what they need of it first. */
export const CLOCK = `${NOW}${GIVEN}`;
