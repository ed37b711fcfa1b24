-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 highest number that may be issued
-- include: context
-- include: state
local queue, reserved = readQueue(), tonumber(ARGV[4])
if isInitialized(queue) and queue.reserved < reserved then redis.call("HSET", QUEUE, "reserved", reserved) end
return 1
