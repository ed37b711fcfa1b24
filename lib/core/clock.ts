/** Tests add this offset to Redis's TIME in the queue's scripts; Postgres has `jari_now()`. */
export const queueClock = { offsetMs: 0 };
