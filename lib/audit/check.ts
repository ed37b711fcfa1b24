/** `sql` selects each violation of a statement that is true at every moment, with its ids. */
export type Check<Name extends string = string> = { name: Name; sql: string };

export const EVENTS_RETAINED_SINCE = "jari_now() - interval '6 days'"; // lib/outbox/retention.ts keeps them for seven
