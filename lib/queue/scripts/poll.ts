import { CLOCK } from "./clock";
import { DATA } from "./data";
import { PROMISE } from "./promise";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands; or why it is not found. */
export const POLL = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, numbers, untold
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 pollsPerSecond · 4 random · 5 user · 6 number
${CLOCK}${PROMISE}
local user, number = ARGV[5], tonumber(ARGV[6])

-- Nearly every poll ends here: the fan waits, and the line cannot move yet.
local outlook = redis.call("HGET", LINE, "outlook")
if outlook and now < tonumber(string.match(outlook, "^%d+"))
  and tonumber(redis.call("ZSCORE", WAITING, user)) == number then
  return waitingAt(redis.call("ZRANK", WAITING, user) + 1, number, outlook)
end
${DATA}${STEP}${TICKET}
local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
greet(line, user, number)
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
