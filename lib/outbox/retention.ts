import { preparedStatement } from "@/lib/core/db";
import type { Sink } from "./sink";

const BATCH_EVENTS = 1_000;

// Ids carry their time, so the old ones stand at the front of the primary key. What is owed is counted fact by fact: asked
// as NOT EXISTS, it may be planned as a read of all deliveries there are.
const deleteEventBatch = preparedStatement<{ id: string }>(
  "outbox_reap",
  `DELETE FROM outbox_event WHERE id = ANY (ARRAY (
     SELECT e.id FROM outbox_event e
     WHERE e.id < (SELECT rpad(lpad(to_hex((extract(epoch FROM jari_now() - interval '7 days') * 1000)::bigint), 12, '0'), 32, '0')::uuid)
       AND NOT e.pending
       AND 0 = (SELECT count(*) FROM outbox_delivery d
         WHERE d.event_id = e.id AND d.delivered_at IS NULL AND d.sink = ANY ($2::text[]))
     ORDER BY e.id LIMIT $1 FOR UPDATE SKIP LOCKED))
   RETURNING id`,
);
const deleteOldAttempts = preparedStatement(
  "webhook_attempt_reap",
  "DELETE FROM webhook_attempt WHERE at < jari_now() - interval '7 days'",
);

/**
 * Forgets facts of more than seven days ago that none of `sinks` is owed any more, and what receivers answered. Give it
 * every sink there is: what is owed to one that is gone or switched off goes with its fact. Answers how many facts.
 */
export async function deleteOldEvents(sinks: readonly Pick<Sink, "name">[]): Promise<number> {
  await deleteOldAttempts();
  const names = sinks.map(({ name }) => name);
  return (await deleteEventBatch(BATCH_EVENTS, names)).length;
}
