-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 capacity, shown until the queue is initialized

-- Replies {public fields, skipped, minutes}; a minute is its words up to SKIPPED_AT_END, then bucket, fans, …
-- include: context
-- include: bitfield-layout
-- include: state
-- include: public-fields
local bytes = redis.call("GETRANGE", BITFIELD, 0, MINUTES * WORDS_PER_MINUTE * 4 - 1)
local function wordAt(index)
  local a, b, c, d = string.byte(bytes, index * 4 + 1, index * 4 + 4)
  return d and ((a * 256 + b) * 256 + c) * 256 + d or 0
end

local minutes = {}
for slot = 0, (MINUTES - 1) * WORDS_PER_MINUTE, WORDS_PER_MINUTE do
  if wordAt(slot) > 0 then
    local minute = {}
    for word = 0, SKIPPED_AT_END do minute[#minute + 1] = wordAt(slot + word) end
    for bucket = 0, LAST_BUCKET do
      local fans = wordAt(slot + FIRST_BUCKET + bucket)
      if fans > 0 then minute[#minute + 1], minute[#minute + 2] = bucket, fans end
    end
    minutes[#minutes + 1] = minute
  end
end
return { publicFields(readQueue(), tonumber(ARGV[4])), redis.call("ZCARD", SKIPPED), minutes }
