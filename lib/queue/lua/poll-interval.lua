-- How long a fan waits before the next poll.
--
-- All fans of one queue together poll at most pollsPerSecond times a second, whatever its length. FRONT_SHARE of that is
-- for the front, where everybody polls every FRONT_MS. Behind it each place adds the same interval b, so the polls of n
-- places behind the first g sum to less than ln((n + g) / g) / b, which is at most WAITING_SHARE of the budget up to
-- n = g · e^SPREAD: 14 million at 500 a second. Active fans have ACTIVE_SHARE. The rest pays for the jitter
-- (E[1/jitter] = ln(1.2/0.8) / 0.4 = 1.014).
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

-- The second from which a fan is overdue who was told to poll after so many ms; as text, which Redis reads faster.
local function overdueAt(pollAfterMs)
  return string.format("%d", math.ceil((now + pollAfterMs + GRACE_MS) / 1000))
end
