-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user ("": by number) · 5 number (0: by user)

-- Replies {user, number, status, position} or {}.
-- include: context
-- include: state
local user, number = ARGV[4], tonumber(ARGV[5])

if user == "" then
  user = redis.call("ZRANGEBYSCORE", WAITING, number, number)[1] or redis.call("ZRANGEBYSCORE", SKIPPED, number, number)[1]
  if not user then return {} end
end
local session = sessionOf(user)
if session and isActive(session, session.number) then return { user, session.number, "ACTIVE", 0 } end
local waiting = waitingNumberOf(user)
if waiting then return { user, waiting, "WAITING", redis.call("ZRANK", WAITING, user) + 1 } end
local skipped = skippedNumberOf(user)
if skipped then return { user, skipped, "PASSED_OVER", 0 } end
return {}
