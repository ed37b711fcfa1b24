import { CLOCK } from "./clock";
import { DATA } from "./data";
import { PROMISE } from "./promise";
import { SETTINGS } from "./settings";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/**
 * Takes the next number, or finds the place the fan already has, also one that only their token still knows. Answers
 * {"JOINED", first, ticket, reserved, numbers left}, {code, retryAfterMs}, or what has to be done first: {"NOT_BEGUN"}, {"LOST"},
 * {"NUMBERS_NEEDED"}.
 */
export const JOIN = /* lua */ `
-- KEYS  1-10 line, waiting, active, sessions, recent, passed, numbers, untold, counts, since · 11 this fan's joins
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 pollsPerSecond · 4 random
--       5-10 capacity, admitPerMinute, paused, opensAt, closesAt, version · 11 user · 12 joinLimit · 13 joinWindowMs
--       14 the number of a place the fan has proved (0: none)
${CLOCK}${PROMISE}${DATA}${SETTINGS}${STEP}${TICKET}
local JOINS, user, joinLimit, joinWindowMs = KEYS[11], ARGV[11], tonumber(ARGV[12]), tonumber(ARGV[13])
local proved = tonumber(ARGV[14])

local line = readLine()
if not hasBegun(line) then
  local sale = line or given
  if now >= sale.closesAt then return { "SALE_CLOSED", 0 } end
  if now < sale.opensAt then return { "SALE_NOT_OPEN", 0 } end
  return { "NOT_BEGUN" }
end

if not redis.call("SET", JOINS, 1, "PX", joinWindowMs, "NX") then
  if redis.call("INCR", JOINS) > joinLimit then return { "TOO_MANY_REQUESTS", redis.call("PTTL", JOINS) } end
end

local session = sessionOf(user)
local known = session and isActive(session, session.number) and session.number
  or passedNumberOf(user) or waitingNumberOf(user)
if known then greet(line, user, known) end
if now >= line.restUntil then step(line) end

session = sessionOf(user)
if session and isActive(session, session.number) then
  return { "JOINED", 0, ticket(line, user, session.number), line.reserved, line.reserved - line.issued }
end

if now >= line.closesAt then return { "SALE_CLOSED", 0 } end
if proved > 0 and isLost(line, proved) then return { "LOST" } end
local number = waitingNumberOf(user)
if number then return { "JOINED", 0, ticket(line, user, number), line.reserved, line.reserved - line.issued } end
if now < line.opensAt then return { "SALE_NOT_OPEN", 0 } end

-- A line already begun knows its settings better than this caller's copy of the catalogue.
if line.issued >= line.reserved then return { "NUMBERS_NEEDED", line.reserved } end
line.issued = redis.call("HINCRBY", LINE, "issued", 1)
number = line.issued
redis.call("ZADD", WAITING, number, user)
local position = redis.call("ZCARD", WAITING) -- nobody has a higher number
if position == 1 then keep(line, WAITING) end -- the key may be new
stands(number, math.floor(now / 1000))
count("INCRBY", JOINED, 1, "SET", WAITING_THEN, position)
local left = line.reserved - line.issued
if now < line.restUntil then return { "JOINED", 1, waitingAt(position, number, line.outlook), line.reserved, left } end
hear(number, 0)
step(line)
return { "JOINED", 1, ticket(line, user, number), line.reserved, left }
`;
