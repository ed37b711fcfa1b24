-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number · 6 end before (ms) · 7 end that the extension set (ms)

-- An extension stays when a later one relies on it.
-- include: context
-- include: state
local user, number, before, extended = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

local session = sessionOf(user)
if not session or session.number ~= number or session.endsAt ~= extended then return 0 end
redis.call("ZADD", ACTIVE, before, user)
redis.call("HSET", QUEUE, "outlook", EMPTY_SNAPSHOT)
return 1
