-- All fans poll at most pollsPerSecond: the front has FRONT_SHARE of it, active fans ACTIVE_SHARE. Behind, each place
-- adds an interval b, so n places behind the first g poll less than ln((n + g) / g) / b, which is within WAITING_SHARE
-- up to n = g · e^SPREAD (14 million at 500 a second). The rest pays for the jitter: E[1/jitter] = ln(1.2/0.8) / 0.4.
-- include: context
local FRONT_MS = 1600 -- with jitter below two seconds
local FRONT_SHARE, WAITING_SHARE, ACTIVE_SHARE = 0.4, 0.45, 0.1
local SPREAD = 13
local GRACE_MS = 15000

local jitter = 0.8 + 0.4 * random -- fans who joined together do not poll together

local function computePollAfterMs(position)
  local front = pollsPerSecond * FRONT_SHARE * FRONT_MS / 1000
  if position <= front then return math.floor(FRONT_MS * jitter) end
  local placeMs = 1000 * SPREAD / (WAITING_SHARE * pollsPerSecond)
  return math.floor(math.max(FRONT_MS, placeMs * (position - 0.9 * front)) * jitter)
end

-- Returns text, which Redis reads faster than a number.
local function overdueAt(pollAfterMs)
  return string.format("%d", math.ceil((now + pollAfterMs + GRACE_MS) / 1000))
end
