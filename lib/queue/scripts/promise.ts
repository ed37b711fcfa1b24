/**
 * When a fan should ask again, and that the line remembers it: whoever has not asked by then and GRACE_MS is overdue.
 *
 * The whole line asks at most `pollsPerSecond` times a second, however long it is. Two fifths of that are for the
 * front, who ask every FRONT_MS: so many people stand there. The others share LINE_SHARE: a fan at position p of n asks
 * every (NEARER·n + p) · ln(1 + 1/NEARER) / share seconds. The sum of 1 / that over p = 1 … n is at most the share,
 * since it lies below its integral from 0 to n. Those inside have ACTIVE_SHARE. What is left pays for the jitter
 * (E[1/jitter] = ln(1.2/0.8) / 0.4 = 1.014).
 */
export const PROMISE = /* lua */ `
local FRONT_MS = 1600 -- with the jitter below two seconds
local FRONT_SHARE, LINE_SHARE, ACTIVE_SHARE = 0.4, 0.45, 0.1
local NEARER = 0.1 -- who is next behind the front asks eleven times as often as the last
local SPREAD = math.log(1 + 1 / NEARER)
local ACTIVE_MS = 10000
local GRACE_MS = 15000

-- Spread by a fifth either way, so that those who came together do not ask together for ever.
local function jittered(ms)
  return math.floor(ms * (0.8 + 0.4 * random))
end

-- For a waiting fan, in ms.
local function pollAfterMs(position, waiting)
  if position * 1000 <= pollsPerSecond * FRONT_SHARE * FRONT_MS then return jittered(FRONT_MS) end
  local byBudget = 1000 * SPREAD * (NEARER * waiting + position) / (pollsPerSecond * LINE_SHARE)
  return jittered(math.max(FRONT_MS, byBudget))
end

-- For a fan who is inside, in ms: seldom, but in time to see the session's end.
local function activePollAfterMs(active, sessionLeftMs)
  local byBudget = 1000 * active / (pollsPerSecond * ACTIVE_SHARE)
  local pastTheEnd = math.floor(random * byBudget) -- of those who were let in together, not all ask in one moment
  return math.min(jittered(math.max(ACTIVE_MS, byBudget)), math.max(FRONT_MS, sessionLeftMs) + pastTheEnd)
end

-- The fan with this number is here, and was promised to be asked again in so many ms.
local function hear(number, afterMs)
  redis.call("BITFIELD", NUMBERS, "SET", "u32", "#" .. number, math.ceil((now + afterMs + GRACE_MS) / 1000))
end

-- The answer for a waiting fan, once its position is known.
local function waitingAt(position, number, outlook)
  local afterMs = pollAfterMs(position, redis.call("ZCARD", WAITING))
  hear(number, afterMs)
  return { "WAITING", number, position, afterMs, outlook, now }
end
`;
