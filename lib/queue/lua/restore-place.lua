-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number · 6 status: ENDED, LEFT, EXPELLED, or "" when it has not ended
--       7 admittedAt (ms; 0: unknown) · 8 how much longer the hold of this place needs the slot (ms; 0: no hold)
--       9 age of that hold (ms)

-- An active fan is active again even beyond the capacity, and a fan who has joined again keeps the older place.
-- include: context
-- include: bitfield-layout
-- include: stats
-- include: state
local user, number, status = ARGV[4], tonumber(ARGV[5]), STATUS_BY_NAME[ARGV[6]]
local admittedAt, holdLeftMs, holdAgeMs = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])

local queue = readQueue()
if not isInitialized(queue) or not isLost(queue, number) then return 1 end

if admittedAt == 0 and holdLeftMs > 0 then admittedAt = now - holdAgeMs end
local endsAt = admittedAt > 0 and math.max(admittedAt + sessionMs, holdLeftMs > 0 and now + holdLeftMs or 0) or 0
if not status and admittedAt > 0 and endsAt <= now then status = STATUS_ENDED end

local session = sessionOf(user)
if session and session.number ~= number and isActive(session, session.number) then status = STATUS_ENDED end
if status then
  setStatus(number, status)
  return 1
end

local newer = waitingNumberOf(user) or skippedNumberOf(user)
if newer then setStatus(newer, STATUS_ENDED) end
redis.call("ZREM", SKIPPED, user)
setStatus(number, math.ceil(now / 1000) + 1) -- until a poll promises more
if admittedAt > 0 then
  redis.call("ZREM", WAITING, user)
  writeSession(user, { number = number, admittedAt = admittedAt, arrived = true, endsAt = endsAt })
  setExpiry(queue, ACTIVE)
  setExpiry(queue, SESSIONS)
else
  redis.call("ZADD", WAITING, number, user)
  setExpiry(queue, WAITING)
end
recordSizes()
return 1
