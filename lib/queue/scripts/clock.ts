/** The first lines of every verb: its keys, the four arguments all begin with, and what time it is for the line. */
export const CLOCK = /* lua */ `
local LINE, WAITING, ACTIVE, SESSIONS, RECENT = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local PASSED, NUMBERS, UNTOLD, COUNTS, SINCE = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local clockOffsetMs, sessionMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local pollsPerSecond, random = tonumber(ARGV[3]), tonumber(ARGV[4])

local time = redis.call("TIME")
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + clockOffsetMs
`;
