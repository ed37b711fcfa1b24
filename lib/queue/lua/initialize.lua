-- KEYS  1-8 of the queue (context) · 9 lock
-- ARGV  1-3 context · 4-9 settings · 10 lockToken
--       11 highest number that may have been issued · 12 highest number that may be · 13 recoveryMs

-- The lock must still be held: otherwise another process may have initialized, used and lost the queue meanwhile.
-- include: context
-- include: state
-- include: settings
if redis.call("GET", KEYS[9]) ~= ARGV[10] then return 0 end
redis.call("DEL", KEYS[9])
local issued, reserved, recoveryMs = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local queue = readQueue() or writeSettings(nil) -- settings that exist already are an admin's
local recoverUntil = issued > 0 and now + recoveryMs or 0 -- nobody has to come back to a queue that nobody has joined
redis.call("HSET", QUEUE, "issued", issued, "reserved", reserved, "recoverUntil", recoverUntil)
redis.call("HSET", QUEUE, "outlook", EMPTY_SNAPSHOT)
redis.call("SETBIT", BITFIELD, 0, 0) -- creates the key, so that its expiry is set once
for i = 1, 8 do redis.call("EXPIREAT", KEYS[i], queue.expireAt) end
return 1
