import { CLOCK } from "./clock";
import { DATA } from "./data";
import { SETTINGS } from "./settings";
import { STEP } from "./step";
import { TICKET } from "./ticket";

/**
 * Takes the next number, or finds the place the fan already has.
 * Answers {"JOINED", first, ticket} or {code, retryAfterMs}.
 */
export const JOIN = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left · 7 this fan's joins
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3-7 capacity, admitPerMinute, paused, opensAt, closesAt · 8 user
--       9 joinLimit · 10 joinWindowMs
${CLOCK}${DATA}${SETTINGS}${STEP}${TICKET}
local JOINS, user, joinLimit, joinWindowMs = KEYS[7], ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])

if not redis.call("SET", JOINS, 1, "PX", joinWindowMs, "NX") then
  if redis.call("INCR", JOINS) > joinLimit then return { "TOO_MANY_REQUESTS", redis.call("PTTL", JOINS) } end
end

local line = readLine()
if line and now >= line.restUntil then step(line) end

local session = sessionOf(user)
if session and session.endsAt > now then return { "JOINED", 0, ticket(line, user, session.number) } end

local sale = line or given
if now >= sale.closesAt then return { "SALE_CLOSED", 0 } end
local number = waitingNumberOf(user)
if number then return { "JOINED", 0, ticket(line, user, number) } end
if now < sale.opensAt then return { "SALE_NOT_OPEN", 0 } end

-- A line already begun knows its settings better than this caller's copy of the catalogue.
if not line then line = writeSettings(nil) end
line.issued = redis.call("HINCRBY", LINE, "issued", 1)
redis.call("ZADD", WAITING, line.issued, user)
local position = redis.call("ZCARD", WAITING) -- nobody has a higher number
if position == 1 then keep(line, WAITING) end -- the key may be new
if now < line.restUntil then return { "JOINED", 1, { "WAITING", line.issued, position, line.outlook, now } } end
step(line)
return { "JOINED", 1, ticket(line, user, line.issued) }
`;
