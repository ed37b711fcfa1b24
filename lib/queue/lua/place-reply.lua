-- include: context
-- include: bitfield-layout
-- include: stats
-- include: poll-interval
-- include: state
local ACTIVE_POLL_MS = 10000

local function recordHeartbeat(number, pollAfterMs)
  setStatus(number, overdueAt(pollAfterMs))
end

-- This comes before a step, so that the step does not skip a fan who is present.
local function markPresent(queue, user, number)
  local session = sessionOf(user)
  if isActive(session, number) then return markArrived(user, session) end
  if skippedNumberOf(user) == number then
    redis.call("ZREM", SKIPPED, user)
    redis.call("ZADD", WAITING, number, user)
    setExpiry(queue, WAITING)
    setJoinedAt(number, 0) -- the time away does not count as a wait
    recordSizes()
  end
  if waitingNumberOf(user) == number then recordHeartbeat(number, 0) end
end

-- Polls are rare, but the last is in time for the end; a random delay spreads fans who were admitted at once.
local function activePollAfterMs(active, sessionLeftMs)
  local budgetMs = 1000 * active / (pollsPerSecond * ACTIVE_SHARE)
  local delayMs = math.floor(random * budgetMs)
  return math.min(math.floor(math.max(ACTIVE_POLL_MS, budgetMs) * jitter), math.max(FRONT_MS, sessionLeftMs) + delayMs)
end

local function waitingReply(position, number, snapshot)
  local pollAfterMs = computePollAfterMs(position)
  recordHeartbeat(number, pollAfterMs)
  return { "WAITING", position, pollAfterMs, now, snapshot }
end

local function placeReply(queue, user, number)
  if waitingNumberOf(user) == number then
    -- The closing ends the wait; the place stays, in case the closing is moved.
    if now >= queue.closesAt then return { "EXPIRED" } end
    return waitingReply(redis.call("ZRANK", WAITING, user) + 1, number, queue.snapshot)
  end
  local session = sessionOf(user)
  if isActive(session, number) then
    markArrived(user, session)
    local pollAfterMs = activePollAfterMs(redis.call("ZCARD", ACTIVE), session.endsAt - now)
    return { "ACTIVE", session.admittedAt, session.endsAt, pollAfterMs }
  end
  if isLost(queue, number) then return { "LOST" } end
  local status = number <= queue.issued and statusOf(number) or STATUS_LEFT
  if status == STATUS_LEFT then return { "NOT_IN_QUEUE" } end
  if status == STATUS_EXPELLED then return { "PUT_OUT" } end
  return { "EXPIRED" }
end
