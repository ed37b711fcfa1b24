-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number · 6 status: ENDED, LEFT or EXPELLED
-- include: context
-- include: bitfield-layout
-- include: stats
-- include: state
-- include: step
local user, number, status = ARGV[4], tonumber(ARGV[5]), STATUS_BY_NAME[ARGV[6]]

local queue = readQueue()
if not isInitialized(queue) then return 0 end

local ended = 0
local session = sessionOf(user)
if isActive(session, number) then
  endSession(queue, user, session, status)
  ended = 1
elseif waitingNumberOf(user) == number then
  ended = redis.call("ZREM", WAITING, user)
elseif skippedNumberOf(user) == number then
  ended = redis.call("ZREM", SKIPPED, user)
end
if ended == 1 or isLost(queue, number) then setStatus(number, status) end
if ended == 1 then
  queue.changed = true
  if status == STATUS_LEFT then updateStats("INCRBY", STAT_LEFT, 1) end
  if status == STATUS_EXPELLED then updateStats("INCRBY", STAT_EXPELLED, 1) end
end
step(queue)
return ended
