-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 offset · 5 limit

-- Replies user, number, user, number, …
-- include: context
local offset, limit = tonumber(ARGV[4]), tonumber(ARGV[5])
local places = {}
for _, user in ipairs(redis.call("ZRANGE", ACTIVE, offset, offset + limit - 1)) do
  local session = redis.call("HGET", SESSIONS, user) or ""
  places[#places + 1] = user
  places[#places + 1] = string.match(session, "^%d+") or "0"
end
return places
