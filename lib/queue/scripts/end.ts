import { CLOCK } from "./clock";
import { DATA } from "./data";
import { STEP } from "./step";

/**
 * Ends exactly this place, never a newer one of the same fan, and lets the next one in. Answers 1 if it ended something.
 */
export const END = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number · 5 givenUp (1: by its fan, so that it is forgotten)
${CLOCK}${DATA}${STEP}
local user, number, givenUp = ARGV[3], tonumber(ARGV[4]), ARGV[5] == "1"

local line = readLine()
if not line then return 0 end

local ended = 0
local session = sessionOf(user)
if isActive(session, number) then
  endSession(line, user, session)
  ended = 1
elseif waitingNumberOf(user) == number then
  ended = redis.call("ZREM", WAITING, user)
end
if ended == 1 and givenUp then
  redis.call("SETBIT", LEFT, number, 1)
  keep(line, LEFT)
end
step(line)
return ended
`;
