-- KEYS  1-8 of the queue (context)
-- ARGV  1-3 context · 4 capacity, shown until the queue is initialized
-- include: state
-- include: public-fields
return publicFields(readQueue(), tonumber(ARGV[4]))
