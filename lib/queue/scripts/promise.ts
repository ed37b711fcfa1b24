/**
 * When a waiting fan should ask again, and that the line remembers it: whoever has not asked by then and GRACE_MS is
 * overdue.
 *
 * The whole line asks at most `pollsPerSecond` times a second, however long it is. Two fifths of that are for the front,
 * who ask every FRONT_MS: so many people stand there. Behind it, each place ahead adds the same, so that a fan asks about
 * as often for every halving of the way. With b ms a place, and g places to begin with, the sum of 1 / (b · (p + g)) over
 * p = 1 … n is below its integral, ln((n + g) / g) / b: at most LINE_SHARE of the budget up to n = g · e^SPREAD, which is
 * 14 million at 500 a second, and a tenth more at a hundred million. Those inside have ACTIVE_SHARE (`ticket.ts`). What
 * is left pays for the jitter (E[1/jitter] = ln(1.2/0.8) / 0.4 = 1.014).
 */
export const PROMISE = /* lua */ `
local FRONT_MS = 1600 -- with the jitter below two seconds
local FRONT_SHARE, LINE_SHARE, ACTIVE_SHARE = 0.4, 0.45, 0.1
local SPREAD = 13
local GRACE_MS = 15000

-- Spread by a fifth either way, so that those who came together do not ask together for ever.
local function jittered(ms)
  return math.floor(ms * (0.8 + 0.4 * random))
end

-- In ms, by the position alone.
local function pollAfterMs(position)
  local front = pollsPerSecond * FRONT_SHARE * FRONT_MS / 1000
  if position <= front then return jittered(FRONT_MS) end
  local placeMs = 1000 * SPREAD / (pollsPerSecond * LINE_SHARE)
  return jittered(math.max(FRONT_MS, placeMs * (position - front + front / 10)))
end

-- The fan with this number is here, and was promised to be asked again in so many ms. Answers what was known before.
local function hear(number, afterMs)
  local overdueFrom = math.ceil((now + afterMs + GRACE_MS) / 1000)
  return redis.call("BITFIELD", NUMBERS, "SET", "u32", "#" .. number, overdueFrom)[1]
end
`;
