/** An offset that tests add to Redis's TIME in the queue's scripts. Postgres's clock is the SQL function `jari_now()`. */
export const queueClock = { offsetMs: 0 };
