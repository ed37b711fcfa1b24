-- A step records until when time alone makes no room (idleUntil); other changes take a step or reset the snapshot.
-- include: context
-- include: bitfield-layout
-- include: stats
-- include: state
-- include: admit
local RATE_WINDOW_MS = 60000
local NEVER = 1e15 -- ms: not before a setting changes
local MEAN_WINDOW = 32 -- sessions: older ones fade from the mean

local function freeSlot(user)
  redis.call("ZREM", ACTIVE, user)
  redis.call("HDEL", SESSIONS, user)
end

local function endSession(queue, user, session, status)
  freeSlot(user)
  setStatus(session.number, status)
  if not session.arrived then return end
  -- SESSION_SECONDS is the first sample: fans are assumed to stay to the end until sessions have ended.
  local durationMs = math.min(now, session.endsAt) - session.admittedAt
  queue.sessionsEnded = queue.sessionsEnded + 1
  local weight = math.max(1 / (queue.sessionsEnded + 1), 1 / MEAN_WINDOW)
  queue.meanSessionMs = math.floor(queue.meanSessionMs + (durationMs - queue.meanSessionMs) * weight)
end

local function skipPlace(queue, user, number)
  redis.call("ZADD", SKIPPED, number, user)
  setExpiry(queue, SKIPPED)
end

local function endOverdue(queue)
  local absent = 0
  for _, user in ipairs(redis.call("ZRANGEBYSCORE", ACTIVE, "-inf", now, "LIMIT", 0, MAX_ADMITTED)) do
    local session = sessionOf(user)
    if not session then
      freeSlot(user)
    elseif session.arrived then
      endSession(queue, user, session, STATUS_ENDED)
      redis.call("ZADD", UNSYNCED, session.number, user .. " " .. session.number)
      setExpiry(queue, UNSYNCED)
    else
      freeSlot(user)
      skipPlace(queue, user, session.number)
      absent = absent + 1
    end
    queue.changed = true
  end
  if absent > 0 then updateStats("INCRBY", STAT_SKIPPED, absent) end
end

local function scoreAt(key, index)
  return tonumber(redis.call("ZRANGE", key, index, index, "WITHSCORES")[2]) or NEVER
end

local function admitHead(queue)
  redis.call("ZREMRANGEBYSCORE", ADMISSIONS, "-inf", now - RATE_WINDOW_MS)
  local active, recent = redis.call("ZCARD", ACTIVE), redis.call("ZCARD", ADMISSIONS)
  local room = math.min(queue.capacity - active, queue.admitPerMinute - recent, MAX_ADMITTED)
  local admitted = room > 0 and admit(queue, room) or 0
  active, recent = active + admitted, recent + admitted

  local roomAt, rateFreeAt = 0, 0
  if active >= queue.capacity then roomAt = scoreAt(ACTIVE, active - queue.capacity) end
  if recent >= queue.admitPerMinute then
    rateFreeAt = scoreAt(ADMISSIONS, recent - queue.admitPerMinute) + RATE_WINDOW_MS
  end
  -- It is 0 when nobody waits, or one step was too short for the room or the absent.
  queue.idleUntil = math.max(roomAt, rateFreeAt)
  return admitted, active, rateFreeAt
end

local function step(queue)
  local snapshotBefore = queue.snapshot
  local admitted, active, rateFreeAt = 0, nil, 0
  local startsAt = math.max(queue.opensAt, queue.recoverUntil)
  local moving = not queue.paused and now >= startsAt and now < queue.closesAt
  endOverdue(queue)
  if moving then
    admitted, active, rateFreeAt = admitHead(queue)
  else
    active = redis.call("ZCARD", ACTIVE)
    queue.idleUntil = not queue.paused and now < startsAt and startsAt or NEVER
  end
  queue.idleUntil = math.min(queue.idleUntil, queue.closesAt)
  queue.snapshot = table.concat({ string.format("%013.0f", queue.idleUntil), active, queue.capacity, queue.admitPerMinute,
    rateFreeAt, queue.meanSessionMs, moving and 1 or 0 }, " ")
  if queue.snapshot ~= snapshotBefore then
    redis.call("HSET", QUEUE, "outlook", queue.snapshot, "meanSessionMs", queue.meanSessionMs,
      "sessionsEnded", queue.sessionsEnded)
  end
  if queue.changed then recordSizes() end
  return admitted
end
