import { CLOCK } from "./clock";
import { STATE } from "./state";
import { STEP } from "./step";

/**
 * Ends exactly this place, never a newer one of the same fan, and lets the next one in. Answers 1 if it ended something.
 */
export const END_PLACE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number
--       3 fact: OVER; or GIVEN_UP by its fan, EXPELLED by an admin, so that it is not found any more
${CLOCK}${STATE}${STEP}
local user, number, fact = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local line = readLine()
if not hasBegun(line) then return 0 end

local ended = 0
local session = sessionOf(user)
if isActive(session, number) then
  endSession(line, user, session, fact)
  ended = 1
elseif waitingNumberOf(user) == number then
  ended = redis.call("ZREM", WAITING, user)
elseif passedNumberOf(user) == number then
  ended = redis.call("ZREM", PASSED, user)
end
if ended == 1 or isLost(line, number) then remember(number, fact) end
if ended == 1 then
  line.moved = true
  if fact == GIVEN_UP then count("INCRBY", LEFT, 1) end
  if fact == EXPELLED then count("INCRBY", PUT_OUT, 1) end
end
step(line)
return ended
`;
