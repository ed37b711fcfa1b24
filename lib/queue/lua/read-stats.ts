import { CLOCK } from "./clock";
import { PUBLIC_STATE_FIELDS } from "./public-state";
import { STATE } from "./state";

/**
 * The line as an admin sees it: what everybody may see, who was passed over, and what happened in the last minutes. Reads
 * only. Answers {public facts, passed over, minutes}; a minute is {minute, joined, admitted, arrived, passed over, left,
 * put out, waiting, active, passed, bucket, fans, bucket, fans, …} (`counts.ts`).
 */
export const READ_STATS = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 capacity (to be shown before the line begins)
${CLOCK}${STATE}${PUBLIC_STATE_FIELDS}
local known = redis.call("GETRANGE", MARKS, 0, MINUTES * WORDS * 4 - 1)
local function word(index)
  local a, b, c, d = string.byte(known, index * 4 + 1, index * 4 + 4)
  return d and ((a * 256 + b) * 256 + c) * 256 + d or 0
end

local minutes = {}
for slot = 0, (MINUTES - 1) * WORDS, WORDS do
  if word(slot) > 0 then
    local minute = {}
    for at = 0, PASSED_THEN do minute[#minute + 1] = word(slot + at) end
    for bucket = 0, LAST_WAIT do
      local fans = word(slot + WAITS + bucket)
      if fans > 0 then minute[#minute + 1], minute[#minute + 2] = bucket, fans end
    end
    minutes[#minutes + 1] = minute
  end
end
return { publicFacts(readLine(), tonumber(ARGV[1])), redis.call("ZCARD", PASSED), minutes }
`;
