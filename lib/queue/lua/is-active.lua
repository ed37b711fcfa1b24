-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 user · 5 number
-- include: state
local user, number = ARGV[4], tonumber(ARGV[5])
local session = sessionOf(user)
if not isActive(session, number) then return { lostReason(number) or 0 } end
markArrived(user, session)
return { 1 }
