import { numberExpr } from "./bitfield-layout";
import { KEY_NAMES, NOW } from "./clock";
import { computePollAfterMs, OVERDUE_TEXT, POLL_INTERVAL, WAITING_REPLY } from "./poll-interval";
import { IDLE_UNTIL, STATE } from "./state";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands; or why it is not found. */
export const POLL = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 where the fan with this number is marked
local call, user, mark = redis.call, ARGV[1], ARGV[2]
${NOW}
-- Nearly every poll ends here: the fan waits, and the line cannot move yet. A fan who waits has one number that has not
-- ended, so this is it, unless it is known to have. No function is made and no name given that this does not need; text
-- becomes a number, and a number text, as seldom as can be.
local outlook = call("HGET", KEYS[1], "outlook")
if outlook and now < ${IDLE_UNTIL} then
  local rank = call("ZRANK", KEYS[2], user)
  if rank then
    local ENDED_MAX = 3 -- OVER, GIVEN_UP, EXPELLED, or nothing known
    local position = rank + 1
    ${computePollAfterMs("position")}
    local known = call("BITFIELD", KEYS[7], "SET", "u32", mark, ${OVERDUE_TEXT})[1]
    if known > ENDED_MAX then return ${WAITING_REPLY} end
    call("BITFIELD", KEYS[7], "SET", "u32", mark, known)
  end
end
${KEY_NAMES}${POLL_INTERVAL}${STATE}${STEP}${TICKET}
local number = ${numberExpr("mark")}
local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
greet(line, user, number)
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
