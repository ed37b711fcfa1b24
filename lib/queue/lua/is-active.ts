import { CLOCK } from "./clock";
import { STATE } from "./state";

/** Is this place let in, and its time not over? Answers {1}, {0}, or {why the place is not found}. */
export const IS_ACTIVE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number
${CLOCK}${STATE}
local user, number = ARGV[1], tonumber(ARGV[2])
local session = sessionOf(user)
if not isActive(session, number) then return { lossOf(number) or 0 } end
arrive(user, session)
return { 1 }
`;
