import { CLOCK } from "./clock";
import { DATA } from "./data";

/**
 * The gate of a hold: makes the session outlive the hold that is about to be written, as long as the session's own
 * time runs. Answers {end before, end now}, or {} when it is refused.
 */
export const EXTEND = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number · 5 holdMs (with its margin)
${CLOCK}${DATA}
local user, number, holdMs = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local session = sessionOf(user)
if not isActive(session, number) or now >= session.admittedAt + sessionMs then return {} end
-- At least one more than before: each extension is a value of its own, so that taking it back can tell whose it is.
local endsAt = math.max(session.endsAt + 1, now + holdMs)
redis.call("ZADD", ACTIVE, endsAt, user)
return { session.endsAt, endsAt }
`;

/** Takes an extension back, unless another one has been built on it. */
export const RESTORE = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number · 5 end before (ms) · 6 end that the extension set (ms)
${CLOCK}${DATA}
local user, number, before, extended = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local session = sessionOf(user)
if not session or session.number ~= number or session.endsAt ~= extended then return 0 end
redis.call("ZADD", ACTIVE, before, user)
redis.call("HDEL", LINE, "outlook")
return 1
`;
