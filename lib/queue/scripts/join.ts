import { PRELUDE } from "./prelude";
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
${PRELUDE}${SETTINGS}${STEP}${TICKET}
local JOINS, user, joinLimit, joinWindowMs = KEYS[7], ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])

local joins = redis.call("INCR", JOINS)
if joins == 1 then redis.call("PEXPIRE", JOINS, joinWindowMs) end
if joins > joinLimit then return { "TOO_MANY_REQUESTS", redis.call("PTTL", JOINS) } end

local line = readLine()
if line and now >= line.restUntil then step(line) end

local number = tonumber(redis.call("ZSCORE", WAITING, user))
if not number then
  local session = sessionOf(user)
  if session and session.endsAt > now then return { "JOINED", 0, ticket(line, user, session.number) } end
end

local sale = line or given
if now >= sale.closesAt then return { "SALE_CLOSED", 0 } end
if number then return { "JOINED", 0, ticket(line, user, number) } end
if now < sale.opensAt then return { "SALE_NOT_OPEN", 0 } end

-- A line already begun knows its settings better than this caller's copy of the catalogue.
if not line then line = writeSettings(nil) end
line.issued = redis.call("HINCRBY", LINE, "issued", 1)
redis.call("ZADD", WAITING, line.issued, user)
keep(line, WAITING)
if now >= line.restUntil then step(line) end
return { "JOINED", 1, ticket(line, user, line.issued) }
`;
