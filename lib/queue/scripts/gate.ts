import { CLOCK } from "./clock";
import { DATA } from "./data";

/** Is this place let in, and its time not over? Answers 1 or 0. */
export const GATE = /* lua */ `
-- KEYS  1-6 line, waiting, active, sessions, recent, left
-- ARGV  1 clockOffsetMs · 2 sessionMs · 3 user · 4 number
${CLOCK}${DATA}
return isActive(sessionOf(ARGV[3]), tonumber(ARGV[4])) and 1 or 0
`;
