import { slotExpr } from "./bitfield-layout";

/** How the head of the line is let in, past everybody who is overdue: the part of a step that touches the places. */
export const ADMIT = /* lua */ `
local STEP_MAX = 1000 -- admissions at a time: unpack has a limit, and nobody waits for a longer script
local LOOK_MAX = 16000 -- places looked at in one step, whoever is absent: some tens of milliseconds
local ARRIVAL_MS = 15000 -- after being overdue: the promised time and 30 s

-- A key that a write may have created lives as long as the whole line.
local function keep(line, key)
  redis.call("EXPIREAT", key, line.expireAt)
end

-- From when on (s) the fans of these numbers are overdue. head: user, number, user, number, …
local function overdueFrom(head)
  local asked = {}
  for i = 2, #head, 2 do
    asked[#asked + 1], asked[#asked + 2], asked[#asked + 3] = "GET", "u32", "#" .. ${slotExpr("head[i]")}
  end
  return redis.call("BITFIELD", MARKS, unpack(asked))
end

-- Looks at so many from the head of the line, until room of them are let in; how many were, and how many it looked at.
local function admitAmong(line, looks, room)
  local head = redis.call("ZRANGE", WAITING, 0, looks - 1, "WITHSCORES")
  if #head == 0 then return 0, 0 end
  local overdue = overdueFrom(head)
  local active, sessions, recent, passed, letIn = {}, {}, {}, {}, {}
  local looked = 0
  while looked < #overdue and #letIn < room do
    looked = looked + 1
    local user, number, overdueAt = head[2 * looked - 1], head[2 * looked], overdue[looked] * 1000
    if overdueAt <= now then
      passed[#passed + 1], passed[#passed + 2] = number, user
    else
      local slotUntil = math.min(now + sessionMs, overdueAt + ARRIVAL_MS)
      active[#active + 1], active[#active + 2] = slotUntil, user
      local session = number .. ":" .. now .. ":0"
      sessions[#sessions + 1], sessions[#sessions + 2] = user, session
      recent[#recent + 1], recent[#recent + 2] = now, session
      letIn[#letIn + 1] = number
    end
  end
  redis.call("ZREMRANGEBYRANK", WAITING, 0, looked - 1)
  line.moved = true
  if #passed > 0 then
    count("INCRBY", PASSED_OVER, #passed / 2)
    redis.call("ZADD", PASSED, unpack(passed))
    keep(line, PASSED)
  end
  if #letIn > 0 then
    redis.call("ZADD", ACTIVE, unpack(active))
    redis.call("HSET", SESSIONS, unpack(sessions))
    redis.call("ZADD", RECENT, unpack(recent))
    keep(line, ACTIVE)
    keep(line, SESSIONS)
    keep(line, RECENT)
    countAdmitted(letIn)
  end
  return #letIn, looked
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
`;
