import { CLOCK } from "./clock";
import { DATA } from "./data";
import { SETTINGS } from "./settings";
import { STEP } from "./step";

/** Writes the settings and steps by them at once. Answers how many were let in. */
export const CONFIGURE = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3-7 capacity, admitPerMinute, paused, opensAt, closesAt
${CLOCK}${DATA}${SETTINGS}${STEP}
local line = readLine()
if not line and now >= given.closesAt then return 0 end
return step(writeSettings(line))
`;
