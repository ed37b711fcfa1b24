-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4… "user number" of sessions that Postgres knows now
-- include: context
return redis.call("ZREM", UNSYNCED, unpack(ARGV, 4))
