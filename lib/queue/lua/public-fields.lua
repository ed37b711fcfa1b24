-- include: context
local function publicFields(queue, capacity)
  if not queue then return { 1, 0, 0, 0, capacity, 0, 0, now } end
  local waiting = now < queue.closesAt and redis.call("ZCARD", WAITING) or 0
  local head = queue.issued + 1
  if waiting > 0 then head = tonumber(redis.call("ZRANGE", WAITING, 0, 0, "WITHSCORES")[2]) end
  local active = redis.call("ZCOUNT", ACTIVE, "(" .. now, "+inf")
  local admitted = redis.call("ZCOUNT", ADMISSIONS, "(" .. (now - 60000), "+inf")
  return { head, queue.issued, waiting, active, queue.capacity, admitted, queue.paused and 1 or 0, now }
end
