-- include: context
-- include: bitfield-layout
-- include: stats
-- include: state
local MAX_ADMITTED = 1000 -- in one step: unpack has a limit, and a longer script would delay everybody
local MAX_SCANNED = 16000 -- places in one step, however many are absent: some tens of milliseconds
local ARRIVAL_MS = 15000 -- after being overdue: 30 s after the promised poll

local function overdueTimes(head)
  local ops = {}
  for i = 2, #head, 2 do
    ops[#ops + 1], ops[#ops + 2], ops[#ops + 3] = "GET", "u32", "#" .. FIRST_NUMBER + 2 * head[i]
  end
  return redis.call("BITFIELD", BITFIELD, unpack(ops))
end

local function admitChunk(queue, limit, room)
  local head = redis.call("ZRANGE", WAITING, 0, limit - 1, "WITHSCORES")
  if #head == 0 then return 0, 0 end
  local overdue = overdueTimes(head)
  local active, sessions, admissions, skipped, admitted = {}, {}, {}, {}, {}
  local scanned = 0
  while scanned < #overdue and #admitted < room do
    scanned = scanned + 1
    local user, number, overdueAtMs = head[2 * scanned - 1], head[2 * scanned], overdue[scanned] * 1000
    if overdueAtMs <= now then
      skipped[#skipped + 1], skipped[#skipped + 2] = number, user
    else
      active[#active + 1], active[#active + 2] = math.min(now + sessionMs, overdueAtMs + ARRIVAL_MS), user
      local session = number .. ":" .. now .. ":0"
      sessions[#sessions + 1], sessions[#sessions + 2] = user, session
      admissions[#admissions + 1], admissions[#admissions + 2] = now, session
      admitted[#admitted + 1] = number
    end
  end
  redis.call("ZREMRANGEBYRANK", WAITING, 0, scanned - 1)
  queue.changed = true
  if #skipped > 0 then
    updateStats("INCRBY", STAT_SKIPPED, #skipped / 2)
    redis.call("ZADD", SKIPPED, unpack(skipped))
    setExpiry(queue, SKIPPED)
  end
  if #admitted > 0 then
    redis.call("ZADD", ACTIVE, unpack(active))
    redis.call("HSET", SESSIONS, unpack(sessions))
    redis.call("ZADD", ADMISSIONS, unpack(admissions))
    setExpiry(queue, ACTIVE)
    setExpiry(queue, SESSIONS)
    setExpiry(queue, ADMISSIONS)
    countAdmitted(admitted)
  end
  return #admitted, scanned
end

local function admit(queue, room)
  local admitted, scanned, limit = 0, 0, room
  while admitted < room and scanned < MAX_SCANNED do
    local newlyAdmitted, newlyScanned = admitChunk(queue, limit, room - admitted)
    if newlyScanned == 0 then break end
    admitted, scanned, limit = admitted + newlyAdmitted, scanned + newlyScanned, math.min(2 * limit, MAX_ADMITTED)
  end
  return admitted
end
