-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 how many

-- Replies {admitted, obstacle}, where "absent" means that one step could not pass all absent fans.
-- include: context
-- include: state
-- include: admit
-- include: step
local wanted = tonumber(ARGV[4])

local queue = readQueue()
if not isInitialized(queue) then return { "NOT_INITIALIZED" } end
if now < queue.opensAt then return { "SALE_NOT_OPEN" } end
if now >= queue.closesAt then return { "SALE_CLOSED" } end
if now < queue.recoverUntil then return { 0, "recovery" } end

endOverdue(queue)
local room = math.max(0, queue.capacity - redis.call("ZCARD", ACTIVE))
local most = math.min(wanted, room, MAX_ADMITTED)
local admitted = most > 0 and admit(queue, most) or 0
local obstacle = ""
if admitted < wanted then
  if admitted == room then obstacle = "capacity"
  elseif redis.call("ZCARD", WAITING) == 0 then obstacle = "line"
  else obstacle = "absent" end
end
step(queue)
return { admitted, obstacle }
