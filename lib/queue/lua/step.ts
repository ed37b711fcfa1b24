import { ADMIT } from "./admit";

/**
 * One step of the line: sessions that ran out are cleared away, then the head of the line is let in while there is room
 * and the rate allows, past everybody who is overdue. It ends by writing down until when no step can let anybody in
 * (`restUntil`, at the latest the closing), so that the polls of a line that cannot move do not look again. That moment
 * is a promise about time alone: whatever else could make room (an ended place, a new setting, an extension taken back)
 * steps, or forgets the moment.
 */
export const STEP = /* lua */ `
${ADMIT}
local RATE_WINDOW_MS = 60000
local NEVER = 1e15 -- ms: not before somebody changes something
local MEAN_OVER = 32 -- sessions: older ones fade from the mean

local function takeSlot(user)
  redis.call("ZREM", ACTIVE, user)
  redis.call("HDEL", SESSIONS, user)
end

local function endSession(line, user, session, fact)
  takeSlot(user)
  remember(session.number, fact)
  if not session.arrived then return end
  -- SESSION_SECONDS counts as the first of the samples: until we know better, people stay to the end.
  local lasted = math.min(now, session.endsAt) - session.admittedAt
  line.sessionsEnded = line.sessionsEnded + 1
  local weight = math.max(1 / (line.sessionsEnded + 1), 1 / MEAN_OVER)
  line.meanSessionMs = math.floor(line.meanSessionMs + (lasted - line.meanSessionMs) * weight)
end

local function passOver(line, user, number)
  redis.call("ZADD", PASSED, number, user)
  keep(line, PASSED)
end

-- Whose session is over has had their turn; who never arrived keeps the place.
local function endOverdue(line)
  local absent = 0
  for _, user in ipairs(redis.call("ZRANGEBYSCORE", ACTIVE, "-inf", now, "LIMIT", 0, STEP_MAX)) do
    local session = sessionOf(user)
    if not session then
      takeSlot(user)
    elseif session.arrived then
      endSession(line, user, session, OVER)
      redis.call("ZADD", UNTOLD, session.number, user .. " " .. session.number)
      keep(line, UNTOLD)
    else
      takeSlot(user)
      passOver(line, user, session.number)
      absent = absent + 1
    end
    line.moved = true
  end
  if absent > 0 then count("INCRBY", PASSED_OVER, absent) end
end

local function scoreAt(key, index)
  return tonumber(redis.call("ZRANGE", key, index, index, "WITHSCORES")[2]) or NEVER
end

-- Lets in whom it can, and finds out what then stands in the way of the next: how many were let in, how many are
-- active, when the rate is free again (0: it is).
local function admitHead(line)
  redis.call("ZREMRANGEBYSCORE", RECENT, "-inf", now - RATE_WINDOW_MS)
  local active, recent = redis.call("ZCARD", ACTIVE), redis.call("ZCARD", RECENT)
  local room = math.min(line.capacity - active, line.admitPerMinute - recent, STEP_MAX)
  local admitted = room > 0 and admit(line, room) or 0
  active, recent = active + admitted, recent + admitted

  local roomAt, rateFreeAt = 0, 0
  if active >= line.capacity then roomAt = scoreAt(ACTIVE, active - line.capacity) end
  if recent >= line.admitPerMinute then
    rateFreeAt = scoreAt(RECENT, recent - line.admitPerMinute) + RATE_WINDOW_MS
  end
  -- 0: nobody waits, or there was room for more than one step's worth, or too many are absent for one step
  line.restUntil = math.max(roomAt, rateFreeAt)
  return admitted, active, rateFreeAt
end

-- One step; returns how many were let in.
local function step(line)
  local outlookBefore = line.outlook
  local admitted, active, rateFreeAt = 0, nil, 0
  local startsAt = math.max(line.opensAt, line.recoverUntil)
  local moving = not line.paused and now >= startsAt and now < line.closesAt
  endOverdue(line)
  if moving then
    admitted, active, rateFreeAt = admitHead(line)
  else
    active = redis.call("ZCARD", ACTIVE)
    line.restUntil = not line.paused and now < startsAt and startsAt or NEVER
  end
  line.restUntil = math.min(line.restUntil, line.closesAt)
  line.outlook = table.concat({ string.format("%013.0f", line.restUntil), active, line.capacity, line.admitPerMinute, rateFreeAt,
    line.meanSessionMs, moving and 1 or 0 }, " ")
  if line.outlook ~= outlookBefore then
    redis.call("HSET", LINE, "outlook", line.outlook, "meanSessionMs", line.meanSessionMs,
      "sessionsEnded", line.sessionsEnded)
  end
  if line.moved then countPlaces() end
  return admitted
end
`;
