/**
 * One step of the line: sessions that ran out are cleared away, then the head of the line is let in while there is room
 * and the rate allows, past everybody who is overdue. It ends by writing down until when no step can let anybody in
 * (`restUntil`, at the latest the closing), so that the polls of a line that cannot move do not look again. That moment
 * is a promise about time alone: whatever else could make room (an ended place, a new setting, an extension taken back)
 * steps, or forgets the moment.
 */
export const STEP = /* lua */ `
local STEP_MAX = 1000 -- admissions at a time: unpack has a limit, and nobody waits for a longer script
local LOOK_MAX = 16000 -- places looked at in one step, whoever is absent: some tens of milliseconds
local ARRIVAL_MS = 15000 -- after being overdue: the promised time and 30 s
local RATE_WINDOW_MS = 60000
local NEVER = 1e15 -- ms: not before somebody changes something
local MEAN_OVER = 32 -- sessions: older ones fade from the mean

-- A key that a write may have created lives as long as the whole line.
local function keep(line, key)
  redis.call("EXPIREAT", key, line.expireAt)
end

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
    end
  end
end

-- From when on (s) the fans of these numbers are overdue. head: user, number, user, number, …
local function overdueFrom(head)
  local asked = {}
  for i = 2, #head, 2 do
    asked[#asked + 1], asked[#asked + 2], asked[#asked + 3] = "GET", "u32", "#" .. head[i]
  end
  return redis.call("BITFIELD", NUMBERS, unpack(asked))
end

-- Looks at so many from the head of the line, until room of them are let in; how many were, and how many it looked at.
local function admitAmong(line, looks, room)
  local head = redis.call("ZRANGE", WAITING, 0, looks - 1, "WITHSCORES")
  if #head == 0 then return 0, 0 end
  local overdue = overdueFrom(head)
  local active, sessions, recent, passed = {}, {}, {}, {}
  local looked = 0
  while looked < #overdue and #recent < 2 * room do
    looked = looked + 1
    local user, number, overdueAt = head[2 * looked - 1], head[2 * looked], overdue[looked] * 1000
    if overdueAt <= now then
      passed[#passed + 1], passed[#passed + 2] = number, user
    else
      local slotUntil = math.min(now + sessionMs, overdueAt + ARRIVAL_MS)
      active[#active + 1], active[#active + 2] = slotUntil, user
      sessions[#sessions + 1], sessions[#sessions + 2] = user, number .. ":" .. now .. ":0"
      recent[#recent + 1], recent[#recent + 2] = now, number
    end
  end
  redis.call("ZREMRANGEBYRANK", WAITING, 0, looked - 1)
  if #passed > 0 then
    redis.call("ZADD", PASSED, unpack(passed))
    keep(line, PASSED)
  end
  if #recent > 0 then
    redis.call("ZADD", ACTIVE, unpack(active))
    redis.call("HSET", SESSIONS, unpack(sessions))
    redis.call("ZADD", RECENT, unpack(recent))
    keep(line, ACTIVE)
    keep(line, SESSIONS)
    keep(line, RECENT)
  end
  return #recent / 2, looked
end

-- Lets in up to that many from the head of the line; returns how many there were.
local function admit(line, room)
  local admitted, looked, looks = 0, 0, room
  while admitted < room and looked < LOOK_MAX do
    local more, seen = admitAmong(line, looks, room - admitted)
    if seen == 0 then break end
    admitted, looked, looks = admitted + more, looked + seen, math.min(2 * looks, STEP_MAX)
  end
  return admitted
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
  line.outlook = table.concat({ line.restUntil, active, line.capacity, line.admitPerMinute, rateFreeAt,
    line.meanSessionMs, moving and 1 or 0 }, " ")
  if line.outlook ~= outlookBefore then
    redis.call("HSET", LINE, "outlook", line.outlook, "meanSessionMs", line.meanSessionMs,
      "sessionsEnded", line.sessionsEnded)
  end
  return admitted
end
`;
