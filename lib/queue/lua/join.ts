import { MINUTES, slotExpr, WORDS_PER_MINUTE } from "./bitfield-layout";
import { CLOCK } from "./clock";
import { computePollAfterMs, FIRST_REPLY, OVERDUE_AT, POLL_INTERVAL } from "./poll-interval";
import { SETTINGS } from "./settings";
import { IDLE_UNTIL, STATE } from "./state";
import { JOINED, STATS, WAITING_AT_END } from "./stats";
import { STEP } from "./step";
import { TICKET } from "./ticket";

// Joins left of a window that begins with its first, and ms until there are more.
const left = (key: string, limit: string) => /* lua */ `redis.call("SET", ${key}, 1, "PX", joinWindowMs, "NX")
    and { ${limit} - 1, joinWindowMs } or { ${limit} - redis.call("INCR", ${key}), redis.call("PTTL", ${key}) }`;

// Counts this join; and whether it was one too many. No functions, here and below, and numbers as they are: what a new fan's
// join makes only to throw away lies between the fans in the engine's memory, and every later look for a place passes it.
const COUNT = /* lua */ `
  counts = { ${left("KEYS[9]", "joinLimit")} }
  if addressLimit > 0 then counts[2] = ${left("KEYS[10]", "addressLimit")} end
  tooMany = counts[1][1] < 0 or (addressLimit > 0 and counts[2][1] < 0)`;

/**
 * Takes the next number, or finds the place the fan already has, also one that only their token still knows. Answers
 * {"JOINED", first, number, ticket, reserved, counts}, {"TOO_MANY_REQUESTS", counts}, {code of the sale}, or what has to be
 * done first: {"NOT_BEGUN"}, {"LOST"}, {"NUMBERS_NEEDED"}. Counts are {joins left, ms until there are more} of the fan, and
 * of the address where one is known; below zero the join was one too many.
 */
export const JOIN = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold · 9 this fan's joins · 10 this address's joins
-- ARGV  1-6 capacity, admitPerMinute, paused, opensAt, closesAt, version · 7 user · 8 joinLimit · 9 joinWindowMs
--       10 the number of a place the fan has proved (0: none) · 11 joinLimit of an address (0: none is known)
${CLOCK}
local user, joinLimit, joinWindowMs = ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9])
local proved, addressLimit = tonumber(ARGV[10]), tonumber(ARGV[11])

-- In the rush nearly every join ends here: a fan of whom nothing is known, in a line that moves, but not just now. The rest
-- is not even read.
local counts, tooMany
local kept = redis.call("HMGET", LINE, "outlook", "issued", "reserved")
local outlook, number, reserved = kept[1], (tonumber(kept[2]) or 0) + 1, tonumber(kept[3]) or 0
local rests = outlook and now < ${IDLE_UNTIL} and string.sub(outlook, -2) == " 1"
if rests and number <= reserved and proved == 0 and redis.call("HEXISTS", SESSIONS, user) == 0
  and not redis.call("ZSCORE", PASSED, user) then
  ${COUNT}
  if tooMany then return { "TOO_MANY_REQUESTS", counts } end
  if redis.call("ZADD", WAITING, "NX", number, user) == 1 then -- else they wait already
    redis.call("HINCRBY", LINE, "issued", 1)
    local position = redis.call("ZCARD", WAITING) -- nobody has a higher number
    if position == 1 then redis.call("EXPIREAT", WAITING, redis.call("HGET", LINE, "expireAt")) end -- the key may be new
    ${computePollAfterMs("position")}
    local minute, mark = math.floor(now / 60000), ${slotExpr("number")}
    local slot = minute % ${MINUTES} * ${WORDS_PER_MINUTE}
    local known = redis.call("BITFIELD", MARKS, "GET", "u32", 32 * slot, "INCRBY", "u32", 32 * (slot + ${JOINED}), 1,
      "SET", "u32", 32 * (slot + ${WAITING_AT_END}), position,
      "SET", "u32", 32 * mark, ${OVERDUE_AT}, "SET", "u32", 32 * (mark + 1), math.floor(now / 1000))
    if known[1] ~= minute then
      ${STATS}
      count("INCRBY", JOINED, 1, "SET", WAITING_THEN, position) -- the slot was an older minute's
    end
    return { "JOINED", 1, number, ${FIRST_REPLY}, reserved, counts }
  end
end
${POLL_INTERVAL}${STATE}${SETTINGS}${STEP}${TICKET}
local line = readLine()
if not hasBegun(line) then
  local sale = line or given
  if now >= sale.closesAt then return { "SALE_CLOSED" } end
  if now < sale.opensAt then return { "SALE_NOT_OPEN" } end
  return { "NOT_BEGUN" }
end

if not counts then
  ${COUNT}
end
if tooMany then return { "TOO_MANY_REQUESTS", counts } end

local function joined(first, number, facts)
  return { "JOINED", first, number, facts, line.reserved, counts }
end

local session = sessionOf(user)
local known = session and isActive(session, session.number) and session.number
  or passedNumberOf(user) or waitingNumberOf(user)
if known then greet(line, user, known) end
if now >= line.restUntil then step(line) end

session = sessionOf(user)
if session and isActive(session, session.number) then
  return joined(0, session.number, ticket(line, user, session.number))
end

if now >= line.closesAt then return { "SALE_CLOSED" } end
if proved > 0 and isLost(line, proved) then return { "LOST" } end
number = waitingNumberOf(user)
if number then return joined(0, number, ticket(line, user, number)) end
if now < line.opensAt then return { "SALE_NOT_OPEN" } end

-- A line already begun knows its settings better than this caller's copy of the catalogue.
if line.issued >= line.reserved then return { "NUMBERS_NEEDED", line.reserved } end
line.issued = redis.call("HINCRBY", LINE, "issued", 1)
number = line.issued
redis.call("ZADD", WAITING, number, user)
local position = redis.call("ZCARD", WAITING) -- nobody has a higher number
if position == 1 then keep(line, WAITING) end -- the key may be new
stands(number, math.floor(now / 1000))
count("INCRBY", JOINED, 1, "SET", WAITING_THEN, position)
if now < line.restUntil then return joined(1, number, waitingAt(position, number, line.outlook)) end
hear(number, 0)
step(line)
return joined(1, number, ticket(line, user, number))
`;
