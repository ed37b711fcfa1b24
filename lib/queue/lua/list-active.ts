import { CLOCK } from "./clock";

/** Some of those inside, by their place in the set of sessions: user, number, user, number, … */
export const LIST_ACTIVE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 from · 2 how many
${CLOCK}
local from, count = tonumber(ARGV[1]), tonumber(ARGV[2])
local inside = {}
for _, user in ipairs(redis.call("ZRANGE", ACTIVE, from, from + count - 1)) do
  local session = redis.call("HGET", SESSIONS, user) or ""
  inside[#inside + 1] = user
  inside[#inside + 1] = string.match(session, "^%d+") or "0"
end
return inside
`;
