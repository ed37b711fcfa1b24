import { slotExpr } from "./bitfield-layout";
import { STATS } from "./stats";

/** Until when (ms) a line cannot move, as its outlook begins. */
export const IDLE_UNTIL = "(string.sub(outlook, 1, 13) + 0)";

/** The outlook of a line at which nobody has looked: it may move at once. */
export const EMPTY_SNAPSHOT = '"0000000000000"';

/**
 * The data of one concert's line, and how the verbs read it.
 *
 *   line      hash   settings (capacity, admitPerMinute, paused, opensAt, closesAt, version), expireAt of all keys (s); once the
 *                    line has begun, issued = the highest number given out and reserved = the highest that may be;
 *                    recoverUntil (ms) when it had to begin again; how long sessions last (meanSessionMs, learned from
 *                    sessionsEnded), and what the last step found out, in one field so that a poll reads it at once:
 *                    outlook = "restUntil (13 digits) active capacity admitPerMinute rateFreeAt meanSessionMs moving"
 *   waiting   zset   user → number: the whole of a waiting fan, so that a place is a rank
 *   active    zset   user → until when (ms) the slot is theirs: the end of the session, or the time to arrive
 *   sessions  hash   user → number:admittedAt (ms):arrived (1 once they have asked), of exactly the users in active
 *   recent    zset   the session as it began → admittedAt (ms), of the last 60 s: the sliding window of the rate
 *   passed    zset   user → number, of those whose turn came while they were overdue
 *   marks     bits   words of 32: first what happened in each of the last minutes (`counts.ts`); then two a number: from when
 *                    on (s) its fan is overdue, or OVER, GIVEN_UP, EXPELLED, or 0, nothing is known; and when it was issued
 *                    (s), or 0 when that is not known, or its fan was away meanwhile
 *   untold    zset   "user number" → number, of the turns that ran out and Postgres has not heard of
 */
export const STATE = /* lua */ `
${STATS}
local OVER, GIVEN_UP, EXPELLED = 1, 2, 3

-- Until when (ms) the line cannot move; 0 when nobody has looked.
local function restUntilOf(outlook)
  return outlook and ${IDLE_UNTIL} or 0
end

-- The line as it stands, or nil before its first join or setting. One that has not begun has no reserved.
local function readLine()
  local kept = redis.call("HMGET", LINE, "capacity", "admitPerMinute", "paused", "opensAt", "closesAt", "expireAt",
    "issued", "outlook", "meanSessionMs", "sessionsEnded", "reserved", "recoverUntil", "version")
  if not kept[1] then return nil end
  return {
    capacity = tonumber(kept[1]), admitPerMinute = tonumber(kept[2]), paused = kept[3] == "1",
    opensAt = tonumber(kept[4]), closesAt = tonumber(kept[5]), expireAt = tonumber(kept[6]),
    issued = tonumber(kept[7]) or 0, outlook = kept[8], restUntil = restUntilOf(kept[8]),
    meanSessionMs = tonumber(kept[9]) or sessionMs, sessionsEnded = tonumber(kept[10]) or 0,
    reserved = tonumber(kept[11]), recoverUntil = tonumber(kept[12]) or 0, version = tonumber(kept[13]) or 0,
  }
end

local function hasBegun(line)
  return line and line.reserved
end

local function waitingNumberOf(user)
  return tonumber(redis.call("ZSCORE", WAITING, user))
end

local function passedNumberOf(user)
  return tonumber(redis.call("ZSCORE", PASSED, user))
end

-- The session of a fan who was let in, over or not, until a step clears it away.
local function sessionOf(user)
  local kept = redis.call("HGET", SESSIONS, user)
  if not kept then return nil end
  local number, admittedAt, arrived = string.match(kept, "^(%d+):(%d+):(%d)$")
  local endsAt = tonumber(redis.call("ZSCORE", ACTIVE, user))
  return { number = tonumber(number), admittedAt = tonumber(admittedAt), arrived = arrived == "1", endsAt = endsAt }
end

-- Somebody who comes late, but before a step has taken the slot back, is still in time.
local function isActive(session, number)
  if not session or session.number ~= number then return false end
  return now < (session.arrived and session.endsAt or session.admittedAt + sessionMs)
end

local function writeSession(user, session)
  redis.call("ZADD", ACTIVE, session.endsAt, user)
  redis.call("HSET", SESSIONS, user,
    session.number .. ":" .. session.admittedAt .. ":" .. (session.arrived and 1 or 0))
end

-- The first request of a fan who was let in.
local function arrive(user, session)
  if session.arrived then return end
  session.arrived, session.endsAt = true, session.admittedAt + sessionMs
  writeSession(user, session)
  count("INCRBY", ARRIVED, 1)
end

local function factOf(number)
  return redis.call("BITFIELD", MARKS, "GET", "u32", "#" .. ${slotExpr("number")})[1]
end

local function remember(number, fact)
  redis.call("BITFIELD", MARKS, "SET", "u32", "#" .. ${slotExpr("number")}, fact)
end

-- Nothing is known of a number that was issued: the line has been lost since, and has to hear of it from Postgres.
local function isLost(line, number)
  return number <= line.issued and factOf(number) == 0
end

-- Why this place is not found: "NOT_BEGUN", "LOST", or nil when it really is not there.
local function lossOf(number)
  local line = readLine()
  if not hasBegun(line) then return "NOT_BEGUN" end
  return isLost(line, number) and "LOST" or nil
end
`;
