-- Wait buckets are exact below 8 s; above, four to every doubling, up to four hours (HDR Histogram).
-- include: context
-- include: bitfield-layout
local recordSizes

local function updateStats(...)
  local changes, minute = { ... }, math.floor(now / 60000)
  local slot = minute % MINUTES * WORDS_PER_MINUTE
  local ops = { "GET", "u32", "#" .. slot }
  for i = 1, #changes, 3 do
    local n = #ops
    ops[n + 1], ops[n + 2], ops[n + 3], ops[n + 4] = changes[i], "u32", "#" .. slot + changes[i + 1], changes[i + 2]
  end
  if redis.call("BITFIELD", BITFIELD, unpack(ops))[1] == minute then return end
  -- The slot belongs to an older minute.
  redis.call("SETRANGE", BITFIELD, slot * 4, string.rep(string.char(0), WORDS_PER_MINUTE * 4))
  ops[1] = "SET"
  table.insert(ops, 4, minute)
  redis.call("BITFIELD", BITFIELD, unpack(ops))
  recordSizes()
end

function recordSizes()
  updateStats("SET", WAITING_AT_END, redis.call("ZCARD", WAITING), "SET", ACTIVE_AT_END, redis.call("ZCARD", ACTIVE),
    "SET", SKIPPED_AT_END, redis.call("ZCARD", SKIPPED))
end

local function setJoinedAt(number, seconds)
  redis.call("BITFIELD", BITFIELD, "SET", "u32", "#" .. FIRST_NUMBER + 2 * number + 1, seconds)
end

local function joinedAtOf(numbers)
  local ops = {}
  for _, number in ipairs(numbers) do
    ops[#ops + 1], ops[#ops + 2], ops[#ops + 3] = "GET", "u32", "#" .. FIRST_NUMBER + 2 * number + 1
  end
  return redis.call("BITFIELD", BITFIELD, unpack(ops))
end

local function bucketOf(seconds)
  local doublings = 0
  while seconds >= 8 do seconds, doublings = seconds / 2, doublings + 1 end
  return math.min(4 * doublings + math.floor(seconds), LAST_BUCKET)
end

local function countAdmitted(numbers)
  local buckets, changes = {}, { "INCRBY", STAT_ADMITTED, #numbers }
  for _, joinedAt in ipairs(joinedAtOf(numbers)) do
    if joinedAt > 0 then
      local bucket = bucketOf(math.max(0, math.floor(now / 1000) - joinedAt))
      buckets[bucket] = (buckets[bucket] or 0) + 1
    end
  end
  for bucket, fans in pairs(buckets) do
    local n = #changes
    changes[n + 1], changes[n + 2], changes[n + 3] = "INCRBY", FIRST_BUCKET + bucket, fans
  end
  updateStats(unpack(changes))
end
