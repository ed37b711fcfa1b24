import { GIVEN, RANDOM } from "./clock";
import { DATA, REST_UNTIL } from "./data";
import { numberAt } from "./marks";
import { OVERDUE_FROM, PROMISE, promised, WAITING_FACTS } from "./promise";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands; or why it is not found. */
export const POLL = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 pollsPerSecond · 4 user · 5 where the fan with this number is marked
local call = redis.call
local time, outlook = call("TIME"), call("HGET", KEYS[1], "outlook")
local now = time[1] * 1000 + time[2] / 1000 + ARGV[1]
-- Nearly every poll ends here: the fan waits, and the line cannot move yet. A fan who waits has one number that has not
-- ended, so this is it, unless it is known to have. No function is made and no name given that this does not need; text
-- becomes a number, and a number text, as seldom as can be.
if outlook and now < ${REST_UNTIL} then
  local rank = call("ZRANK", KEYS[2], ARGV[4])
  if rank then
    local ENDED_MAX = 3 -- OVER, GIVEN_UP, EXPELLED, or nothing known
    local position, pollsPerSecond, random = rank + 1, ARGV[3] + 0, ${RANDOM}
    ${promised("position")}
    local known = call("BITFIELD", KEYS[7], "SET", "u32", ARGV[5], ${OVERDUE_FROM})[1]
    if known > ENDED_MAX then return ${WAITING_FACTS} end
    call("BITFIELD", KEYS[7], "SET", "u32", ARGV[5], known)
  end
end
now = math.floor(now)
${GIVEN}${PROMISE}${DATA}${STEP}${TICKET}
local user, number = ARGV[4], ${numberAt("ARGV[5]")}
local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
greet(line, user, number)
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
