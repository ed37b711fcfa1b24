import { CLOCK } from "./clock";
import { DATA } from "./data";
import { PROMISE } from "./promise";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands; or why it is not found. */
export const POLL = /* lua */ `
-- KEYS  1-10 line, waiting, active, sessions, recent, passed, numbers, untold, counts, since
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 pollsPerSecond · 4 random · 5 user · 6 number
${CLOCK}${PROMISE}
local user, number = ARGV[5], tonumber(ARGV[6])
local ENDED_MAX = 3 -- OVER, GIVEN_UP, EXPELLED, or nothing known

-- Nearly every poll ends here: the fan waits, and the line cannot move yet. A fan who waits has one number that has not
-- ended, so this is it, unless it is known to have.
local outlook = redis.call("HGET", LINE, "outlook")
if outlook and now < tonumber(string.match(outlook, "^%d+")) then
  local rank = redis.call("ZRANK", WAITING, user)
  if rank then
    local afterMs = pollAfterMs(rank + 1)
    local known = hear(number, afterMs)
    if known > ENDED_MAX then return { "WAITING", number, rank + 1, afterMs, outlook, now } end
    redis.call("BITFIELD", NUMBERS, "SET", "u32", "#" .. number, known)
  end
end
${DATA}${STEP}${TICKET}
local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
greet(line, user, number)
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
