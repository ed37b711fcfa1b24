import { CLOCK } from "./clock";
import { EMPTY_SNAPSHOT, STATE } from "./state";

/**
 * The gate of a hold: makes the session outlive the hold that is about to be written, as long as the session's own
 * time runs. Answers {end before, end now}, {} when it is refused, or {why the place is not found}.
 */
export const EXTEND_SESSION = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number · 3 holdMs (with its margin)
${CLOCK}${STATE}
local user, number, holdMs = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local session = sessionOf(user)
if not isActive(session, number) then
  local loss = lossOf(number)
  return loss and { loss } or {}
end
if now >= session.admittedAt + sessionMs then return {} end
arrive(user, session)
-- At least one more than before: each extension is a value of its own, so that taking it back can tell whose it is.
local endsAt = math.max(session.endsAt + 1, now + holdMs)
redis.call("ZADD", ACTIVE, endsAt, user)
return { session.endsAt, endsAt }
`;

/** Takes an extension back, unless another one has been built on it. */
export const ROLLBACK_EXTENSION = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 user · 2 number
--       3 end before (ms) · 4 end that the extension set (ms)
${CLOCK}${STATE}
local user, number, before, extended = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

local session = sessionOf(user)
if not session or session.number ~= number or session.endsAt ~= extended then return 0 end
redis.call("ZADD", ACTIVE, before, user)
redis.call("HSET", LINE, "outlook", ${EMPTY_SNAPSHOT})
return 1
`;
