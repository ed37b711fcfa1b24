import { PRELUDE } from "./prelude";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands. Five commands when it can't. */
export const POLL = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number
${PRELUDE}${STEP}${TICKET}
local user, number = ARGV[3], tonumber(ARGV[4])

local line = readLine()
if not line then return { "NOT_IN_QUEUE" } end
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
