-- KEYS  1-8 of the queue (context) · 9 lock
-- ARGV  1-3 context · 4 lockToken · 5 lockMs
-- include: state
if isInitialized(readQueue()) then return "INITIALIZED" end
return redis.call("SET", KEYS[9], ARGV[4], "PX", tonumber(ARGV[5]), "NX") and "ACQUIRED" or "BUSY"
