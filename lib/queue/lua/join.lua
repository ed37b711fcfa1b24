-- KEYS  1-8 of the queue (context) · 9 join counter of this fan · 10 join counter of this address
-- ARGV  1-3 context · 4-9 settings · 10 user · 11 joinLimit · 12 joinWindowMs
--       13 number of a place that the fan has proved (0: none) · 14 joinLimit of an address (0: no address)

-- Replies {"JOINED", first, number, place, reserved, counts}, {"TOO_MANY_REQUESTS", counts},
-- {error code}, {"NOT_INITIALIZED"}, {"LOST"} or {"NUMBERS_NEEDED", reserved};
-- counts are {joins left, ms until reset} of the fan and of the address, below zero when over the limit.
-- include: context
-- include: bitfield-layout
-- include: poll-interval
local user, joinLimit, joinWindowMs = ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12])
local provedNumber, addressLimit = tonumber(ARGV[13]), tonumber(ARGV[14])

local fields = redis.call("HMGET", QUEUE, "outlook", "issued", "reserved")
local snapshot, number, reserved = fields[1], (tonumber(fields[2]) or 0) + 1, tonumber(fields[3])

-- The caller repeats the join of a queue that is not initialized, so it is not counted yet.
local counts, isOverLimit = {}, false
for i = 1, not reserved and 0 or addressLimit > 0 and 2 or 1 do
  local key, limit = KEYS[8 + i], i == 1 and joinLimit or addressLimit
  counts[i] = redis.call("SET", key, 1, "PX", joinWindowMs, "NX") and { limit - 1, joinWindowMs }
    or { limit - redis.call("INCR", key), redis.call("PTTL", key) }
  isOverLimit = isOverLimit or counts[i][1] < 0
end
if isOverLimit then return { "TOO_MANY_REQUESTS", counts } end

-- The opening rush ends here, before the functions below are created: the fan is new and the queue is idle.
local fastReply, position
local isIdle = snapshot and now < tonumber(string.sub(snapshot, 1, 13)) and string.sub(snapshot, -2) == " 1"
if reserved and isIdle and number <= reserved and provedNumber == 0 and redis.call("HEXISTS", SESSIONS, user) == 0
  and not redis.call("ZSCORE", SKIPPED, user) then
  if redis.call("ZADD", WAITING, "NX", number, user) == 1 then -- else the fan waits already
    redis.call("HINCRBY", QUEUE, "issued", 1)
    position = redis.call("ZCARD", WAITING) -- nobody has a higher number
    if position == 1 then redis.call("EXPIREAT", WAITING, redis.call("HGET", QUEUE, "expireAt")) end -- the key may be new
    local pollAfterMs = computePollAfterMs(position)
    local minute, status = math.floor(now / 60000), FIRST_NUMBER + 2 * number
    local stats = minute % MINUTES * WORDS_PER_MINUTE
    local before = redis.call("BITFIELD", BITFIELD, "GET", "u32", "#" .. stats,
      "INCRBY", "u32", "#" .. stats + STAT_JOINED, 1, "SET", "u32", "#" .. stats + WAITING_AT_END, position,
      "SET", "u32", "#" .. status, overdueAt(pollAfterMs), "SET", "u32", "#" .. status + 1, math.floor(now / 1000))
    fastReply = { "JOINED", 1, number, { "WAITING", position, pollAfterMs, now, snapshot }, reserved, counts }
    if before[1] == minute then return fastReply end -- else the slot belongs to an older minute
  end
end

-- include: stats
-- include: state
-- include: settings
-- include: step
-- include: place-reply
if fastReply then
  updateStats("INCRBY", STAT_JOINED, 1, "SET", WAITING_AT_END, position)
  return fastReply
end

local queue = readQueue()
if not isInitialized(queue) then
  local sale = queue or given
  if now >= sale.closesAt then return { "SALE_CLOSED" } end
  if now < sale.opensAt then return { "SALE_NOT_OPEN" } end
  return { "NOT_INITIALIZED" }
end

local function joined(first, place)
  return { "JOINED", first, number, place, queue.reserved, counts }
end

local session = sessionOf(user)
local existing = session and isActive(session, session.number) and session.number
  or skippedNumberOf(user) or waitingNumberOf(user)
if existing then markPresent(queue, user, existing) end
if now >= queue.idleUntil then step(queue) end

session = sessionOf(user)
if session and isActive(session, session.number) then
  number = session.number
  return joined(0, placeReply(queue, user, number))
end

if now >= queue.closesAt then return { "SALE_CLOSED" } end
if provedNumber > 0 and isLost(queue, provedNumber) then return { "LOST" } end
number = waitingNumberOf(user)
if number then return joined(0, placeReply(queue, user, number)) end
if now < queue.opensAt then return { "SALE_NOT_OPEN" } end

if queue.issued >= queue.reserved then return { "NUMBERS_NEEDED", queue.reserved } end
queue.issued = redis.call("HINCRBY", QUEUE, "issued", 1)
number = queue.issued
redis.call("ZADD", WAITING, number, user)
position = redis.call("ZCARD", WAITING) -- nobody has a higher number
if position == 1 then setExpiry(queue, WAITING) end -- the key may be new
setJoinedAt(number, math.floor(now / 1000))
updateStats("INCRBY", STAT_JOINED, 1, "SET", WAITING_AT_END, position)
if now < queue.idleUntil then return joined(1, waitingReply(position, number, queue.snapshot)) end
recordHeartbeat(number, 0)
step(queue)
return joined(1, placeReply(queue, user, number))
