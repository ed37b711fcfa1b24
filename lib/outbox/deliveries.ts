import { preparedStatement } from "@/lib/core/db";
import type { OutboxEvent } from "./events";
import { QUEUE_SINK, type Sink } from "./sink";

export const LEASE_SECONDS = 30; // a relay that dies delays its claimed events by this much

const insertDeliveries = preparedStatement<{ id: string }>(
  "outbox_fan_out",
  `WITH rehearsal AS MATERIALIZED (SELECT id::text FROM concert WHERE rehearsal_of_id IS NOT NULL),
   new_event AS MATERIALIZED (
     SELECT id, type, payload->>'concertId' AS concert_id FROM outbox_event WHERE pending ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED),
   delivery AS (
     INSERT INTO outbox_delivery (event_id, sink, due_at)
     SELECT new_event.id, sink.name, jari_now() FROM new_event
     JOIN unnest($1::text[], $2::text[]) AS sink (name, types) ON sink.types = 'all' OR new_event.type = ANY (string_to_array(sink.types, ','))
     WHERE sink.name = $4 OR NOT EXISTS (SELECT 1 FROM rehearsal r WHERE r.id = new_event.concert_id)
     ON CONFLICT DO NOTHING)
   UPDATE outbox_event SET pending = false WHERE id = ANY (ARRAY (SELECT id FROM new_event)) RETURNING id`,
);

/**
 * Creates a delivery for each sink of up to `batch` new events, oldest first; returns how many events. Those of a
 * rehearsal's copy are for the queue alone.
 */
export async function fanOut(sinks: readonly Sink[], batch: number): Promise<number> {
  const names = sinks.map(({ name }) => name);
  const types = sinks.map(({ types }) => (types === "all" ? "all" : types.join(",")));
  return (await insertDeliveries(names, types, batch, QUEUE_SINK)).length;
}

export type Claim = { event: OutboxEvent; attempt: number };

type ClaimedRow = {
  id: string;
  type: string;
  aggregate_key: string;
  sequence: string;
  schema_version: number;
  occurred_at: Date;
  payload: unknown;
  attempts: number;
};

// Only an aggregate's oldest undelivered event is claimable, which keeps its order across failures and relays.
// The clock is rounded like `due_at`, because a delivery due now would otherwise wait up to half a millisecond.
const claimDue = preparedStatement<ClaimedRow>(
  "outbox_claim",
  `WITH due AS MATERIALIZED (
     SELECT d.event_id FROM outbox_delivery d JOIN outbox_event e ON e.id = d.event_id
     WHERE d.sink = $1 AND d.delivered_at IS NULL AND d.parked_at IS NULL AND d.due_at <= (SELECT jari_now()::timestamptz(3))
       AND NOT EXISTS (
         SELECT 1 FROM outbox_event earlier
         LEFT JOIN outbox_delivery pending ON pending.event_id = earlier.id AND pending.sink = $1
         WHERE earlier.aggregate_key = e.aggregate_key AND earlier.sequence < e.sequence
           AND (earlier.pending OR (pending.event_id IS NOT NULL AND pending.delivered_at IS NULL)))
     ORDER BY d.due_at, d.event_id LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
   UPDATE outbox_delivery d SET attempts = d.attempts + 1, due_at = jari_now() + $3::int * interval '1 second'
   FROM due JOIN outbox_event e ON e.id = due.event_id
   WHERE d.event_id = due.event_id AND d.sink = $1
   RETURNING e.id, e.type, e.aggregate_key, e.sequence, e.schema_version, e.occurred_at, e.payload, d.attempts`,
);

/** Claims up to `batch` due deliveries of a sink under a lease, so that no transaction is open during a delivery. */
export async function claim(sink: string, batch: number): Promise<Claim[]> {
  const rows = await claimDue(sink, batch, LEASE_SECONDS);
  return rows.map((row) => ({
    attempt: row.attempts,
    event: {
      id: row.id,
      type: row.type,
      aggregateKey: row.aggregate_key,
      sequence: Number(row.sequence),
      schemaVersion: row.schema_version,
      occurredAt: row.occurred_at,
      payload: row.payload,
    },
  }));
}

export const markDelivered = preparedStatement(
  "outbox_delivered",
  `UPDATE outbox_delivery SET delivered_at = jari_now(), last_error = NULL
   WHERE sink = $1 AND event_id = ANY ($2::uuid[]) AND delivered_at IS NULL`,
);

/** Stores why an attempt failed and when the next is due, or parks it; not once another relay has claimed the delivery. */
export const markFailed = preparedStatement(
  "outbox_failed",
  `UPDATE outbox_delivery SET due_at = jari_now() + $4::int * interval '1 millisecond', last_error = $5,
     parked_at = CASE WHEN $6::bool THEN jari_now() END
   WHERE sink = $1 AND event_id = $2 AND attempts = $3 AND delivered_at IS NULL`,
);
