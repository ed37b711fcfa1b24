/**
 * The data of one concert's line, and how the verbs read it.
 *
 *   line      hash   settings (capacity, admitPerMinute, paused, opensAt, closesAt), issued = the highest number given
 *                    out, expireAt of all keys (s), how long sessions last (meanSessionMs, learned from
 *                    sessionsEnded), and what the last step found out, in one field so that a poll reads it at once:
 *                    outlook = "restUntil active capacity admitPerMinute rateFreeAt meanSessionMs moving"
 *   waiting   zset   user → number: the whole of a waiting fan, so that a place is a rank
 *   active    zset   user → end of the session (ms)
 *   sessions  hash   user → number:admittedAt (ms), of exactly the users in `active`
 *   recent    zset   number → admittedAt (ms), of the last 60 s: the sliding window of the rate
 *   left      bitmap one bit a number, set when its fan gave it up
 */
export const DATA = /* lua */ `
-- Until when (ms) the line cannot move; 0 when nobody has looked.
local function restUntilOf(outlook)
  return outlook and tonumber(string.match(outlook, "^%d+")) or 0
end

-- The line as it stands, or nil before its first join or setting.
local function readLine()
  local kept = redis.call("HMGET", LINE, "capacity", "admitPerMinute", "paused", "opensAt", "closesAt", "expireAt",
    "issued", "outlook", "meanSessionMs", "sessionsEnded")
  if not kept[1] then return nil end
  return {
    capacity = tonumber(kept[1]), admitPerMinute = tonumber(kept[2]), paused = kept[3] == "1",
    opensAt = tonumber(kept[4]), closesAt = tonumber(kept[5]), expireAt = tonumber(kept[6]),
    issued = tonumber(kept[7]) or 0, outlook = kept[8], restUntil = restUntilOf(kept[8]),
    meanSessionMs = tonumber(kept[9]) or sessionMs, sessionsEnded = tonumber(kept[10]) or 0,
  }
end

local function waitingNumberOf(user)
  return tonumber(redis.call("ZSCORE", WAITING, user))
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
