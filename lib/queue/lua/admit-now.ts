import { CLOCK } from "./clock";
import { STATE } from "./state";
import { STEP } from "./step";

/**
 * Lets in some from the head of the line now, whether or not it is paused and whatever the rate; never beyond the
 * capacity. The rate counts them, so that the line takes its breath after them. Answers {how many, what stood in the way
 * of more}: "capacity", "line" (nobody is left who waits), "absent" (too many in a row are, for one step), "recovery", or
 * "" when it was all of them; or {code}.
 */
export const ADMIT_NOW = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 how many
${CLOCK}${STATE}${STEP}
local wanted = tonumber(ARGV[1])

local line = readLine()
if not hasBegun(line) then return { "NOT_BEGUN" } end
if now < line.opensAt then return { "SALE_NOT_OPEN" } end
if now >= line.closesAt then return { "SALE_CLOSED" } end
if now < line.recoverUntil then return { 0, "recovery" } end

endOverdue(line)
local room = math.max(0, line.capacity - redis.call("ZCARD", ACTIVE))
local most = math.min(wanted, room, STEP_MAX)
local admitted = most > 0 and admit(line, most) or 0
local obstacle = ""
if admitted < wanted then
  if admitted == room then obstacle = "capacity"
  elseif redis.call("ZCARD", WAITING) == 0 then obstacle = "line"
  else obstacle = "absent" end
end
step(line)
return { admitted, obstacle }
`;
