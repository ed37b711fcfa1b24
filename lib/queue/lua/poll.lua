-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number
-- include: context
-- include: bitfield-layout
-- include: poll-interval
local user, number = ARGV[4], tonumber(ARGV[5])

-- Most polls end here, before the functions below are created; the rank is of this number unless its status has ended.
local snapshot = redis.call("HGET", QUEUE, "outlook")
if snapshot and now < tonumber(string.sub(snapshot, 1, 13)) then
  local rank = redis.call("ZRANK", WAITING, user)
  if rank then
    local pollAfterMs = computePollAfterMs(rank + 1)
    local slot = "#" .. FIRST_NUMBER + 2 * number
    local before = redis.call("BITFIELD", BITFIELD, "SET", "u32", slot, overdueAt(pollAfterMs))[1]
    if before > STATUS_EXPELLED then return { "WAITING", rank + 1, pollAfterMs, now, snapshot } end
    redis.call("BITFIELD", BITFIELD, "SET", "u32", slot, before)
  end
end

-- include: state
-- include: step
-- include: place-reply
local queue = readQueue()
if not isInitialized(queue) then return { "NOT_INITIALIZED" } end
markPresent(queue, user, number)
if now >= queue.idleUntil then step(queue) end
return placeReply(queue, user, number)
