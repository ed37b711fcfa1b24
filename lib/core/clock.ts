/**
 * The clock of the queue's Lua scripts, which read Redis's TIME and add this offset. Tests move it instead of sleeping; in
 * production it is 0. Postgres's clock is moved by the SQL function `jari_now()`.
 */
export const queueClock = { offsetMs: 0 };
