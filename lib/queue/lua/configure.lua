-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4-9 settings
-- include: context
-- include: stats
-- include: state
-- include: settings
-- include: step
local queue = readQueue()
if not queue and now >= given.closesAt then return { 0, 0 } end
queue = writeSettings(queue)
if not isInitialized(queue) then return { "NOT_INITIALIZED" } end
local admitted = step(queue)
recordSizes() -- also of a minute in which nothing else happens
return { admitted, redis.call("ZCARD", UNSYNCED) }
