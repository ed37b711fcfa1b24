import { preparedStatement } from "@/lib/core/db";

export type EventSummary = { id: string; type: string; aggregateKey: string; sequence: number; at: Date };

const selectNewest = preparedStatement<EventSummary>(
  "outbox_newest",
  `SELECT id, type, aggregate_key AS "aggregateKey", sequence::int, occurred_at AS at
   FROM outbox_event ORDER BY id DESC LIMIT 20`,
);

/** The newest twenty events, whether or not any sink is configured. */
export const recentEvents = (): Promise<EventSummary[]> => selectNewest();
