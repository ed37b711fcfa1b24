import { CLOCK } from "./clock";
import { STATE } from "./state";

/** What everybody may see of a line, in the order of the answers: head, tail, waiting, active, capacity, admitted, paused, now. */
export const PUBLIC_STATE_FIELDS = /* lua */ `
local function publicFacts(line, capacity)
  if not line then return { 1, 0, 0, 0, capacity, 0, 0, now } end
  local waiting = now < line.closesAt and redis.call("ZCARD", WAITING) or 0
  local head = line.issued + 1
  if waiting > 0 then head = tonumber(redis.call("ZRANGE", WAITING, 0, 0, "WITHSCORES")[2]) end
  local active = redis.call("ZCOUNT", ACTIVE, "(" .. now, "+inf")
  local admitted = redis.call("ZCOUNT", RECENT, "(" .. (now - 60000), "+inf")
  return { head, line.issued, waiting, active, line.capacity, admitted, line.paused and 1 or 0, now }
end
`;

/** The line as everybody may see it. Reads only. Answers {head, tail, waiting, active, capacity, admitted, paused, now}. */
export const PUBLIC_STATE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 capacity (to be shown before the line begins)
${CLOCK}${STATE}${PUBLIC_STATE_FIELDS}
return publicFacts(readLine(), tonumber(ARGV[1]))
`;
