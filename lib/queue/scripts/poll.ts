import { GIVEN, NOW } from "./clock";
import { DATA, REST_UNTIL } from "./data";
import { markOf } from "./marks";
import { OVERDUE_FROM, PROMISE, promised, WAITING_FACTS } from "./promise";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands; or why it is not found. */
export const POLL = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 pollsPerSecond · 4 random · 5 user · 6 number
${NOW}
-- Nearly every poll ends here: the fan waits, and the line cannot move yet. A fan who waits has one number that has not
-- ended, so this is it, unless it is known to have. No function is made and no name given that this does not need.
local outlook = redis.call("HGET", KEYS[1], "outlook")
if outlook and now < ${REST_UNTIL} then
  local rank = redis.call("ZRANK", KEYS[2], ARGV[5])
  if rank then
    local ENDED_MAX = 3 -- OVER, GIVEN_UP, EXPELLED, or nothing known
    local position, pollsPerSecond, random = rank + 1, ARGV[3], ARGV[4]
    ${promised("position")}
    local mark = "#" .. ${markOf("ARGV[6]")}
    local known = redis.call("BITFIELD", KEYS[7], "SET", "u32", mark, ${OVERDUE_FROM})[1]
    if known > ENDED_MAX then return ${WAITING_FACTS} end
    redis.call("BITFIELD", KEYS[7], "SET", "u32", mark, known)
  end
end
${GIVEN}${PROMISE}${DATA}${STEP}${TICKET}
local user, number = ARGV[5], tonumber(ARGV[6])
local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
greet(line, user, number)
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
