/** The settings as arguments 3 to 7, and how they are written. */
export const SETTINGS = /* lua */ `
local given = {
  capacity = tonumber(ARGV[3]), admitPerMinute = tonumber(ARGV[4]), paused = ARGV[5] == "1",
  opensAt = tonumber(ARGV[6]), closesAt = tonumber(ARGV[7]),
}
local KEPT_AFTER_CLOSING_S = 7 * 24 * 3600

-- Writes the given settings over the line, or begins one. Every key lives until a week after the closing, at an absolute
-- time, so that none can expire in the middle of a sale; moving the closing moves it, and never to the past.
local function writeSettings(line)
  local begun = line or { issued = 0, restUntil = 0, meanSessionMs = sessionMs, sessionsEnded = 0 }
  local closingMoved = begun.closesAt ~= given.closesAt
  for name, value in pairs(given) do begun[name] = value end
  if closingMoved then
    begun.expireAt = math.floor(math.max(given.closesAt, now) / 1000) + KEPT_AFTER_CLOSING_S
  end
  redis.call("HSET", LINE, "capacity", given.capacity, "admitPerMinute", given.admitPerMinute,
    "paused", given.paused and 1 or 0, "opensAt", given.opensAt, "closesAt", given.closesAt,
    "expireAt", begun.expireAt)
  if closingMoved then
    for i = 1, 6 do redis.call("EXPIREAT", KEYS[i], begun.expireAt) end
  end
  return begun
end
`;
