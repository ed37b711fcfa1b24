/** `sql` selects what violates a statement that is true at every moment, one row each, with ids that say where to look. */
export type Check<Name extends string = string> = { name: Name; sql: string };

export const EVENTS_RETAINED_SINCE = "jari_now() - interval '6 days'"; // lib/outbox/retention.ts keeps them for seven
