import { CLOCK } from "./clock";
import { DATA } from "./data";

/** Is this place let in, and its time not over? Answers {1}, {0}, or {why the place is not found}. */
export const GATE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number
${CLOCK}${DATA}
local user, number = ARGV[1], tonumber(ARGV[2])
local session = sessionOf(user)
if not isActive(session, number) then return { lossOf(number) or 0 } end
arrive(user, session)
return { 1 }
`;
