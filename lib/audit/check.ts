/**
 * One thing that is true of the books at every moment, also in the middle of a sale. `sql` finds what breaks it: a row
 * each, made of the ids and figures that tell where to look.
 */
export type Check<Name extends string = string> = { name: Name; sql: string };

/** How far back every event must still be there: they are kept for seven days after they were told (`lib/outbox/retention.ts`). */
export const EVENTS_RETAINED_SINCE = "jari_now() - interval '6 days'";
