import { preparedStatement } from "@/lib/core/db";
import type { Sink } from "./sink";

const BATCH_EVENTS = 1_000;

// Undelivered deliveries are counted per event, because NOT EXISTS may be planned as a scan of all deliveries.
const deleteEventBatch = preparedStatement<{ id: string }>(
  "outbox_delete_old",
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
  "webhook_attempt_delete_old",
  "DELETE FROM webhook_attempt WHERE at < jari_now() - interval '7 days'",
);

/** Deletes events and attempts older than seven days; events wait for `sinks`, so pass all. Returns how many events. */
export async function deleteOldEvents(sinks: readonly Pick<Sink, "name">[]): Promise<number> {
  await deleteOldAttempts();
  const names = sinks.map(({ name }) => name);
  return (await deleteEventBatch(BATCH_EVENTS, names)).length;
}
