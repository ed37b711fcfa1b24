import { MINUTES, slotExpr, WORDS_PER_MINUTE } from "./bitfield-layout";

/** Words of a minute that a join counts by itself. */
export const [JOINED, WAITING_AT_END] = [1, 7];

/**
 * What happened in this line, minute by minute, counted where it happens, so that nobody ever has to look for it.
 *
 * The first of the marks are a ring of MINUTES slots of WORDS numbers each; a minute of the line's clock has the slot `minute % MINUTES`.
 * The first word of a slot says whose it is; then come what was counted, how it stood after the last change, and how long
 * those waited who were let in: how many in each bucket. The buckets are exact below 8 s; above, four to every doubling, up
 * to four hours (HDR Histogram's way). `lib/queue/stats-history.ts` reads them.
 */
export const STATS = /* lua */ `
local MINUTES, WORDS = ${MINUTES}, ${WORDS_PER_MINUTE}
local JOINED, ADMITTED, ARRIVED, PASSED_OVER, LEFT, PUT_OUT = ${JOINED}, 2, 3, 4, 5, 6
local WAITING_THEN, ACTIVE_THEN, PASSED_THEN = ${WAITING_AT_END}, 8, 9
local WAITS, LAST_WAIT = 10, 51

local countPlaces

-- Changes words of this minute: command, word, value, command, word, value, … One call, unless the minute is new.
local function count(...)
  local given, minute = { ... }, math.floor(now / 60000)
  local slot = minute % MINUTES * WORDS
  local asked = { "GET", "u32", "#" .. slot }
  for i = 1, #given, 3 do
    local n = #asked
    asked[n + 1], asked[n + 2], asked[n + 3], asked[n + 4] = given[i], "u32", "#" .. slot + given[i + 1], given[i + 2]
  end
  if redis.call("BITFIELD", MARKS, unpack(asked))[1] == minute then return end
  redis.call("SETRANGE", MARKS, slot * 4, string.rep(string.char(0), WORDS * 4)) -- the slot was an older minute's
  asked[1] = "SET"
  table.insert(asked, 4, minute)
  redis.call("BITFIELD", MARKS, unpack(asked))
  countPlaces()
end

-- How many stand where, after a change.
function countPlaces()
  count("SET", WAITING_THEN, redis.call("ZCARD", WAITING), "SET", ACTIVE_THEN, redis.call("ZCARD", ACTIVE),
    "SET", PASSED_THEN, redis.call("ZCARD", PASSED))
end

-- Since when (s) the fans of these numbers stand in line; 0 when it is not known.
local function sinceOf(numbers)
  local asked = {}
  for _, number in ipairs(numbers) do
    asked[#asked + 1], asked[#asked + 2], asked[#asked + 3] = "GET", "u32", "#" .. ${slotExpr("number")} + 1
  end
  return redis.call("BITFIELD", MARKS, unpack(asked))
end

local function stands(number, since)
  redis.call("BITFIELD", MARKS, "SET", "u32", "#" .. ${slotExpr("number")} + 1, since)
end

local function bucketOf(seconds)
  local doublings = 0
  while seconds >= 8 do seconds, doublings = seconds / 2, doublings + 1 end
  return math.min(4 * doublings + math.floor(seconds), LAST_WAIT)
end

-- These numbers were let in.
local function countAdmitted(numbers)
  local inBucket, changes = {}, { "INCRBY", ADMITTED, #numbers }
  for _, since in ipairs(sinceOf(numbers)) do
    if since > 0 then
      local bucket = bucketOf(math.max(0, math.floor(now / 1000) - since))
      inBucket[bucket] = (inBucket[bucket] or 0) + 1
    end
  end
  for bucket, fans in pairs(inBucket) do
    local n = #changes
    changes[n + 1], changes[n + 2], changes[n + 3] = "INCRBY", WAITS + bucket, fans
  end
  count(unpack(changes))
end
`;
