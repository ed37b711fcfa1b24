-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 sessionMs · 2 pollsPerSecond · 3 clockOffsetMs (0 outside tests)
local QUEUE, WAITING, ACTIVE, SESSIONS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ADMISSIONS, SKIPPED, BITFIELD, UNSYNCED = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local sessionMs, pollsPerSecond, clockOffsetMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local time = redis.call("TIME")
local now = time[1] * 1000 + time[2] / 1000 + clockOffsetMs -- ms
local random = now % 1 -- 0 to 1: where in its millisecond the call arrived is random enough for jitter
now = now - random
