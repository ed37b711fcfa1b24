import { statement } from "@/lib/core/db";

const BATCH_EVENTS = 1_000;

// Ids carry their time, so the old ones stand at the front of the primary key.
const reapEvents = statement<{ id: string }>(
  "outbox_reap",
  `DELETE FROM outbox_event WHERE id IN (
     SELECT e.id FROM outbox_event e
     WHERE e.id < rpad(lpad(to_hex((extract(epoch FROM jari_now() - interval '7 days') * 1000)::bigint), 12, '0'), 32, '0')::uuid
       AND NOT e.pending
       AND NOT EXISTS (SELECT 1 FROM outbox_delivery d WHERE d.event_id = e.id AND d.delivered_at IS NULL)
     ORDER BY e.id LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
const reapAttempts = statement(
  "webhook_attempt_reap",
  "DELETE FROM webhook_attempt WHERE at < jari_now() - interval '7 days'",
);

/** Forgets facts of more than seven days ago that no sink is owed any more, and what receivers answered. Answers how many facts. */
export async function reap(): Promise<number> {
  await reapAttempts();
  return (await reapEvents(BATCH_EVENTS)).length;
}
