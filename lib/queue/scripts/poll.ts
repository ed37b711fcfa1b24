import { CLOCK } from "./clock";
import { DATA } from "./data";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/** Moves the line if it can move, and says where this place stands. */
export const POLL = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number
${CLOCK}
local user, number = ARGV[3], tonumber(ARGV[4])

-- Nearly every poll ends here: the fan waits, and the line cannot move yet.
local outlook = redis.call("HGET", LINE, "outlook")
if outlook and now < tonumber(string.match(outlook, "^%d+"))
  and tonumber(redis.call("ZSCORE", WAITING, user)) == number then
  return { "WAITING", number, redis.call("ZRANK", WAITING, user) + 1, outlook, now }
end
${DATA}${STEP}${TICKET}
local line = readLine()
if not line then return { "NOT_IN_QUEUE" } end
if now >= line.restUntil then step(line) end
return ticket(line, user, number)
`;
