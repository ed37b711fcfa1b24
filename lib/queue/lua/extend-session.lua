-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number · 6 holdMs, with its margin

-- Replies {end before, end now}, {} when refused, {"NOT_INITIALIZED"} or {"LOST"}.
-- include: context
-- include: state
local user, number, holdMs = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])

local session = sessionOf(user)
if not isActive(session, number) then
  local reason = lostReason(number)
  return reason and { reason } or {}
end
if now >= session.admittedAt + sessionMs then return {} end
markArrived(user, session)
local endsAt = math.max(session.endsAt + 1, now + holdMs) -- each extension ends at a time of its own, which rollback compares
redis.call("ZADD", ACTIVE, endsAt, user)
return { session.endsAt, endsAt }
