/**
 * The one seam of the line's clock. Its scripts read Redis's TIME and add this, in milliseconds: moved by tests instead of
 * sleeping, and zero in production, where they do not even hear of it. (Postgres's clock has its own seam, the SQL
 * function `jari_now()`.)
 */
export const queueClock = { offsetMs: 0 };
