import { CLOCK } from "./clock";

/** Some of the turns that ran out and Postgres has not heard of, as "user number". */
export const READ_UNSYNCED = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1 how many
${CLOCK}
return redis.call("ZRANGE", UNTOLD, 0, ARGV[1] - 1)
`;

/** Postgres has heard of these. */
export const ACK_SYNCED = /* lua */ `
-- KEYS  1-8 line, waiting, active, sessions, recent, passed, marks, untold
-- ARGV  1… turns as they were read
${CLOCK}
return redis.call("ZREM", UNTOLD, unpack(ARGV))
`;
