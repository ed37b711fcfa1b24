import { slotExpr } from "./bitfield-layout";

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
const FRONT_MS = 1600; // with the jitter below two seconds
const [FRONT_SHARE, LINE_SHARE, ACTIVE_SHARE] = [0.4, 0.45, 0.1];
const SPREAD = 13;
const GRACE_MS = 15_000;

/**
 * Makes `afterMs` of a position, a Lua expression; pollsPerSecond and random are there. Spread by a fifth
 * either way, so that those who came together do not ask together for ever.
 */
export const computePollAfterMs = (position: string) => /* lua */ `
local front, afterMs = pollsPerSecond * ${(FRONT_SHARE * FRONT_MS) / 1000}, ${FRONT_MS}
if ${position} > front then
  local behindMs = ${(1000 * SPREAD) / LINE_SHARE} / pollsPerSecond * (${position} - 0.9 * front)
  if behindMs > afterMs then afterMs = behindMs end
end
afterMs = afterMs * (0.8 + 0.4 * random)
afterMs = afterMs - afterMs % 1
`;

const OVERDUE_EXPR = `(now + afterMs + ${GRACE_MS + 999}) / 1000`;

/** From when on (s) a fan is overdue who was promised to be asked again in `afterMs`: up to the next second. */
export const OVERDUE_AT = `math.floor(${OVERDUE_EXPR})`;

/** The same as text, which Redis takes sooner than a number. */
export const OVERDUE_TEXT = `string.format("%d", ${OVERDUE_EXPR})`;

/** The answer to a waiting fan, in one text: cheaper than its parts. `ticket.ts` reads it. */
export const WAITING_REPLY =
  'string.format("%d %d ", position, afterMs) .. time[1] .. " " .. time[2] .. " " .. outlook';

/** The same in one piece: a little dearer, with nothing to throw away. */
export const FIRST_REPLY = 'string.format("%d %d %s %s %s", position, afterMs, time[1], time[2], outlook)';

export const POLL_INTERVAL = /* lua */ `
local FRONT_MS, ACTIVE_SHARE = ${FRONT_MS}, ${ACTIVE_SHARE}

local function jittered(ms)
  return math.floor(ms * (0.8 + 0.4 * random))
end

-- In ms, by the position alone.
local function pollAfterMs(position)
  ${computePollAfterMs("position")}
  return afterMs
end

-- The fan with this number is here, and was promised to be asked again in so many ms.
local function hear(number, afterMs)
  redis.call("BITFIELD", MARKS, "SET", "u32", "#" .. ${slotExpr("number")}, ${OVERDUE_TEXT})
end
`;
