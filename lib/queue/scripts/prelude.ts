/**
 * What every verb of the line begins with. The data of one concert:
 *
 *   line      hash   settings (capacity, admitPerMinute, paused, opensAt, closesAt), expireAt of all keys (s), issued =
 *                    the highest number given out, and what the last step found out: restUntil, rateFreeAt, and how
 *                    long sessions last (meanSessionMs over sessionsEnded)
 *   waiting   zset   user → number: the whole of a waiting fan, so that a place is a rank
 *   active    zset   user → end of the session (ms)
 *   sessions  hash   user → number:admittedAt (ms), of exactly the users in `active`
 *   recent    zset   number → admittedAt (ms), of the last 60 s: the sliding window of the rate
 *   left      bitmap one bit a number, set when its fan gave it up
 */
export const PRELUDE = /* lua */ `
local LINE, WAITING, ACTIVE, SESSIONS, RECENT, LEFT = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local clockOffsetMs, sessionMs = tonumber(ARGV[1]), tonumber(ARGV[2])

local time = redis.call("TIME")
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + clockOffsetMs

-- The line as it stands, or nil before its first join or setting.
local function readLine()
  local kept = redis.call("HMGET", LINE, "capacity", "admitPerMinute", "paused", "opensAt", "closesAt", "expireAt",
    "issued", "restUntil", "rateFreeAt", "meanSessionMs", "sessionsEnded")
  if not kept[1] then return nil end
  return {
    capacity = tonumber(kept[1]), admitPerMinute = tonumber(kept[2]), paused = kept[3] == "1",
    opensAt = tonumber(kept[4]), closesAt = tonumber(kept[5]), expireAt = tonumber(kept[6]),
    issued = tonumber(kept[7]) or 0, restUntil = tonumber(kept[8]) or 0, rateFreeAt = tonumber(kept[9]) or 0,
    meanSessionMs = tonumber(kept[10]) or sessionMs, sessionsEnded = tonumber(kept[11]) or 0,
  }
end

local function isMoving(line)
  return not line.paused and now >= line.opensAt and now < line.closesAt
end

-- The session of a fan who was let in, over or not, until a step clears it away.
local function sessionOf(user)
  local kept = redis.call("HGET", SESSIONS, user)
  if not kept then return nil end
  local number, admittedAt = string.match(kept, "^(%d+):(%d+)$")
  local endsAt = tonumber(redis.call("ZSCORE", ACTIVE, user))
  return { number = tonumber(number), admittedAt = tonumber(admittedAt), endsAt = endsAt }
end

local function isActive(session, number)
  return session and session.number == number and session.endsAt > now
end
`;
