-- Keys and fields keep their names, because queues outlive deployments.
--   line      hash: settings; expireAt (s); issued, the highest number given out; reserved, the highest that may be;
--             recoverUntil (ms) after a loss; meanSessionMs; sessionsEnded; outlook, the snapshot that step.lua writes
--   waiting   zset: user → number
--   active    zset: user → end of the session, or of the time to arrive (ms)
--   sessions  hash: user → number:admittedAt (ms):arrived (0 or 1), of exactly the users in active
--   recent    zset: number:admittedAt:0 → admittedAt (ms), the admissions of the last 60 s
--   passed    zset: user → number, of fans who were overdue at their turn
--   untold    zset: "user number" → number, of expired sessions that Postgres does not know yet
-- include: context
-- include: bitfield-layout
-- include: stats
local STATUS_BY_NAME = { ENDED = STATUS_ENDED, LEFT = STATUS_LEFT, EXPELLED = STATUS_EXPELLED }
local EMPTY_SNAPSHOT = "0000000000000" -- no step has looked: the queue may move at once

local function idleUntilOf(snapshot)
  return snapshot and tonumber(string.sub(snapshot, 1, 13)) or 0
end

local function readQueue()
  local fields = redis.call("HMGET", QUEUE, "capacity", "admitPerMinute", "paused", "opensAt", "closesAt", "expireAt",
    "issued", "outlook", "meanSessionMs", "sessionsEnded", "reserved", "recoverUntil", "version")
  if not fields[1] then return nil end
  return {
    capacity = tonumber(fields[1]), admitPerMinute = tonumber(fields[2]), paused = fields[3] == "1",
    opensAt = tonumber(fields[4]), closesAt = tonumber(fields[5]), expireAt = tonumber(fields[6]),
    issued = tonumber(fields[7]) or 0, snapshot = fields[8], idleUntil = idleUntilOf(fields[8]),
    meanSessionMs = tonumber(fields[9]) or sessionMs, sessionsEnded = tonumber(fields[10]) or 0,
    reserved = tonumber(fields[11]), recoverUntil = tonumber(fields[12]) or 0, version = tonumber(fields[13]) or 0,
  }
end

local function isInitialized(queue)
  return queue and queue.reserved
end

local function setExpiry(queue, key)
  redis.call("EXPIREAT", key, queue.expireAt)
end

local function waitingNumberOf(user)
  return tonumber(redis.call("ZSCORE", WAITING, user))
end

local function skippedNumberOf(user)
  return tonumber(redis.call("ZSCORE", SKIPPED, user))
end

local function sessionOf(user)
  local text = redis.call("HGET", SESSIONS, user)
  if not text then return nil end
  local number, admittedAt, arrived = string.match(text, "^(%d+):(%d+):(%d)$")
  local endsAt = tonumber(redis.call("ZSCORE", ACTIVE, user))
  return { number = tonumber(number), admittedAt = tonumber(admittedAt), arrived = arrived == "1", endsAt = endsAt }
end

-- A fan who arrives late, but before a step has taken the slot back, is still in time.
local function isActive(session, number)
  if not session or session.number ~= number then return false end
  return now < (session.arrived and session.endsAt or session.admittedAt + sessionMs)
end

local function writeSession(user, session)
  redis.call("ZADD", ACTIVE, session.endsAt, user)
  redis.call("HSET", SESSIONS, user,
    session.number .. ":" .. session.admittedAt .. ":" .. (session.arrived and 1 or 0))
end

local function markArrived(user, session)
  if session.arrived then return end
  session.arrived, session.endsAt = true, session.admittedAt + sessionMs
  writeSession(user, session)
  updateStats("INCRBY", STAT_ARRIVED, 1)
end

local function statusOf(number)
  return redis.call("BITFIELD", BITFIELD, "GET", "u32", "#" .. FIRST_NUMBER + 2 * number)[1]
end

local function setStatus(number, status)
  redis.call("BITFIELD", BITFIELD, "SET", "u32", "#" .. FIRST_NUMBER + 2 * number, status)
end

local function isLost(queue, number)
  return number <= queue.issued and statusOf(number) == 0
end

local function lostReason(number)
  local queue = readQueue()
  if not isInitialized(queue) then return "NOT_INITIALIZED" end
  return isLost(queue, number) and "LOST" or nil
end
