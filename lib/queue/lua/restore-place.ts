import { CLOCK } from "./clock";
import { STATE } from "./state";
import { STEP } from "./step";

/**
 * Puts a place back that the line has lost and its fan has proved, as Postgres and the token remember it. Whoever was
 * inside is inside again at once, also beyond the capacity: nobody else was let in for their slot in the meantime that
 * is not in it by right. A fan who has joined anew since keeps one place, the older one. Answers 1.
 */
export const RESTORE_PLACE = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number
--       3 fact (OVER, GIVEN_UP or EXPELLED; 0: it has not ended) · 4 admittedAt (ms; 0: not known)
--       5 how much longer the slot is needed for the hold of this place (ms; 0: it has none) · 6 age of that hold (ms)
${CLOCK}${STATE}${STEP}
local user, number, fact = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local admittedAt, holdLeftMs, holdAgeMs = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local line = readLine()
if not hasBegun(line) or not isLost(line, number) then return 1 end

-- Their turn may have run out while nobody could say so.
if admittedAt == 0 and holdLeftMs > 0 then admittedAt = now - holdAgeMs end
local endsAt = admittedAt > 0 and math.max(admittedAt + sessionMs, holdLeftMs > 0 and now + holdLeftMs or 0) or 0
if fact == 0 and admittedAt > 0 and endsAt <= now then fact = OVER end

local session = sessionOf(user)
if session and session.number ~= number and isActive(session, session.number) then fact = OVER end
if fact ~= 0 then
  remember(number, fact)
  return 1
end

local newer = waitingNumberOf(user) or passedNumberOf(user)
if newer then remember(newer, OVER) end
redis.call("ZREM", PASSED, user)
remember(number, math.ceil(now / 1000) + 1) -- until the answer promises more
if admittedAt > 0 then
  redis.call("ZREM", WAITING, user)
  writeSession(user, { number = number, admittedAt = admittedAt, arrived = true, endsAt = endsAt })
  keep(line, ACTIVE)
  keep(line, SESSIONS)
else
  redis.call("ZADD", WAITING, number, user)
  keep(line, WAITING)
end
countPlaces()
return 1
`;
