import { EMPTY_SNAPSHOT } from "./state";

/** The settings as arguments 1 to 6, and how they are written. */
export const SETTINGS = /* lua */ `
local given = {
  capacity = tonumber(ARGV[1]), admitPerMinute = tonumber(ARGV[2]), paused = ARGV[3] == "1",
  opensAt = tonumber(ARGV[4]), closesAt = tonumber(ARGV[5]), version = tonumber(ARGV[6]),
}
local KEPT_AFTER_CLOSING_S = 7 * 24 * 3600

-- Writes the given settings over the line's, or its first. Every key lives until a week after the closing, at an absolute
-- time, so that none can expire in the middle of a sale; moving the closing moves it, and never to the past. Settings that
-- were read before newer ones were written change nothing.
local function writeSettings(line)
  if line and given.version < line.version then return line end
  local set = line or { issued = 0, restUntil = 0, recoverUntil = 0, meanSessionMs = sessionMs, sessionsEnded = 0 }
  local closingMoved = set.closesAt ~= given.closesAt
  for name, value in pairs(given) do set[name] = value end
  if closingMoved then
    set.expireAt = math.floor(math.max(given.closesAt, now) / 1000) + KEPT_AFTER_CLOSING_S
  end
  if not line then redis.call("HSET", LINE, "outlook", ${EMPTY_SNAPSHOT}) end -- first of all fields, where a poll finds it soonest
  redis.call("HSET", LINE, "capacity", given.capacity, "admitPerMinute", given.admitPerMinute,
    "paused", given.paused and 1 or 0, "opensAt", given.opensAt, "closesAt", given.closesAt,
    "version", given.version, "expireAt", set.expireAt)
  if closingMoved then
    for i = 1, 8 do redis.call("EXPIREAT", KEYS[i], set.expireAt) end
  end
  return set
end
`;
