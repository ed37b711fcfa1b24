-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 how many
-- include: context
return redis.call("ZRANGE", UNSYNCED, 0, tonumber(ARGV[4]) - 1)
