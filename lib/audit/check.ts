/**
 * One statement that is true of the database at every moment, also during a sale. `sql` selects its violations, one row
 * each, with the ids and figures that say where to look.
 */
export type Check<Name extends string = string> = { name: Name; sql: string };

/** Since when every event must still exist: they are kept for seven days after delivery (`lib/outbox/retention.ts`). */
export const EVENTS_RETAINED_SINCE = "jari_now() - interval '6 days'";
