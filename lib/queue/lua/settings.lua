-- ARGV  4-9 capacity, admitPerMinute, paused, opensAt, closesAt, version
-- include: context
-- include: state
local given = {
  capacity = tonumber(ARGV[4]), admitPerMinute = tonumber(ARGV[5]), paused = tonumber(ARGV[6]) == 1,
  opensAt = tonumber(ARGV[7]), closesAt = tonumber(ARGV[8]), version = tonumber(ARGV[9]),
}
local KEPT_AFTER_CLOSING_SECONDS = 7 * 24 * 3600

-- Every key expires a week after the closing, at an absolute time, so that none can expire during a sale.
local function writeSettings(queue)
  if queue and given.version < queue.version then return queue end
  local updated = queue or { issued = 0, idleUntil = 0, recoverUntil = 0, meanSessionMs = sessionMs, sessionsEnded = 0 }
  local closingMoved = updated.closesAt ~= given.closesAt
  for name, value in pairs(given) do updated[name] = value end
  if closingMoved then
    updated.expireAt = math.floor(math.max(given.closesAt, now) / 1000) + KEPT_AFTER_CLOSING_SECONDS
  end
  if not queue then redis.call("HSET", QUEUE, "outlook", EMPTY_SNAPSHOT) end -- as the first field, which is found soonest
  redis.call("HSET", QUEUE, "capacity", given.capacity, "admitPerMinute", given.admitPerMinute,
    "paused", given.paused and 1 or 0, "opensAt", given.opensAt, "closesAt", given.closesAt,
    "version", given.version, "expireAt", updated.expireAt)
  if closingMoved then
    for i = 1, 8 do redis.call("EXPIREAT", KEYS[i], updated.expireAt) end
  end
  return updated
end
