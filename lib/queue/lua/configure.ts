import { CLOCK } from "./clock";
import { SETTINGS } from "./settings";
import { STATE } from "./state";
import { STEP } from "./step";

/** Writes the settings and steps by them at once. Answers {how many were let in, how many turns are untold}, or {"NOT_BEGUN"}. */
export const CONFIGURE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1-6 capacity, admitPerMinute, paused, opensAt, closesAt, version
${CLOCK}${STATE}${SETTINGS}${STEP}
local line = readLine()
if not line and now >= given.closesAt then return { 0, 0 } end
line = writeSettings(line)
if not hasBegun(line) then return { "NOT_BEGUN" } end
local admitted = step(line)
countPlaces() -- also of a minute in which nothing else happens
return { admitted, redis.call("ZCARD", UNTOLD) }
`;
