import { CLOCK } from "./clock";
import { STATE } from "./state";

/**
 * The place of a fan, or of a number that waits or was passed over. Reads only. Answers {user, number, status,
 * position}, or {} when there is none.
 */
export const FIND_PLACE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user (or "") · 2 number (0: by the user)
${CLOCK}${STATE}
local user, number = ARGV[1], tonumber(ARGV[2])

if user == "" then
  user = redis.call("ZRANGEBYSCORE", WAITING, number, number)[1] or redis.call("ZRANGEBYSCORE", PASSED, number, number)[1]
  if not user then return {} end
end
local session = sessionOf(user)
if session and isActive(session, session.number) then return { user, session.number, "ACTIVE", 0 } end
local waits = waitingNumberOf(user)
if waits then return { user, waits, "WAITING", redis.call("ZRANK", WAITING, user) + 1 } end
local passed = passedNumberOf(user)
if passed then return { user, passed, "PASSED_OVER", 0 } end
return {}
`;
