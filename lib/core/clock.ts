/**
 * The one seam of the line's clock. Its scripts read Redis's TIME and add this argument, in milliseconds: zero in
 * production, moved by tests instead of sleeping. (Postgres's clock has its own seam, the SQL function `jari_now()`.)
 */
export const lineClock = { offsetMs: 0 };
