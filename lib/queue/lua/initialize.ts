import { CLOCK } from "./clock";
import { SETTINGS } from "./settings";
import { EMPTY_SNAPSHOT, STATE } from "./state";

/** Asks to be the one who begins this line. Answers "BEGUN" when it has, "YOURS", or "ANOTHERS". */
export const ACQUIRE_LOCK = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold · 9 opening
-- ARGV  1 who · 2 for how long (ms)
${CLOCK}${STATE}
if hasBegun(readLine()) then return "BEGUN" end
return redis.call("SET", KEYS[9], ARGV[1], "PX", ARGV[2], "NX") and "YOURS" or "ANOTHERS"
`;

/**
 * Begins a line above every number that was ever reserved for it. Only whoever was asked to, and has been since they
 * reserved the numbers: else the line may have been begun, used and lost again in between. Answers 1 if it did.
 */
export const INITIALIZE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold · 9 opening
-- ARGV  1-6 capacity, admitPerMinute, paused, opensAt, closesAt, version · 7 who
--       8 the highest number that may have been issued · 9 the highest that may be · 10 recoveryMs
${CLOCK}${STATE}${SETTINGS}
if redis.call("GET", KEYS[9]) ~= ARGV[7] then return 0 end
redis.call("DEL", KEYS[9])
local issued, reserved = tonumber(ARGV[8]), tonumber(ARGV[9])
local line = readLine() or writeSettings(nil) -- settings that are there came from the admin's hand
-- Nobody has ever stood in a line that begins at 0, so nobody has to come back.
local recoverUntil = issued > 0 and now + tonumber(ARGV[10]) or 0
redis.call("HSET", LINE, "issued", issued, "reserved", reserved, "recoverUntil", recoverUntil)
redis.call("HSET", LINE, "outlook", ${EMPTY_SNAPSHOT})
redis.call("SETBIT", MARKS, 0, 0) -- makes the key, for the one time its end is set
for i = 1, 8 do redis.call("EXPIREAT", KEYS[i], line.expireAt) end
return 1
`;

/** Lets the line issue numbers up to this one; never fewer than before. */
export const GRANT_NUMBERS = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 the highest number that may be issued
${CLOCK}${STATE}
local line, reserved = readLine(), tonumber(ARGV[1])
if hasBegun(line) and line.reserved < reserved then redis.call("HSET", LINE, "reserved", reserved) end
return 1
`;
