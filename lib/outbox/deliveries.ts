import { preparedStatement } from "@/lib/core/db";
import type { OutboxEvent } from "./events";
import type { Sink } from "./sink";

export const LEASE_SECONDS = 30; // a relay that dies with an event in hand delays that event by this much

const insertDeliveries = preparedStatement<{ id: string }>(
  "outbox_fan_out",
  `WITH fresh AS MATERIALIZED (
     SELECT id, type FROM outbox_event WHERE pending ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED),
   owed AS (
     INSERT INTO outbox_delivery (event_id, sink, due_at)
     SELECT fresh.id, sink.name, jari_now() FROM fresh
     JOIN unnest($1::text[], $2::text[]) AS sink (name, types) ON sink.types = 'all' OR fresh.type = ANY (string_to_array(sink.types, ','))
     ON CONFLICT DO NOTHING)
   UPDATE outbox_event SET pending = false WHERE id = ANY (ARRAY (SELECT id FROM fresh)) RETURNING id`,
);

/** Writes down what each sink owes of the facts that are new, oldest first; answers how many facts. */
export async function fanOut(sinks: readonly Sink[], batch: number): Promise<number> {
  const names = sinks.map(({ name }) => name);
  const types = sinks.map(({ types }) => (types === "all" ? "all" : types.join(",")));
  return (await insertDeliveries(names, types, batch)).length;
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

// Of one aggregate only the oldest fact that a sink still owes may be claimed: order holds when a delivery fails or is
// parked, and when several relays work side by side. `due_at` is rounded to milliseconds, so the clock is rounded alike:
// else what was written as due a moment ago would be due up to half a millisecond from now.
const claimDue = preparedStatement<ClaimedRow>(
  "outbox_claim",
  `WITH due AS MATERIALIZED (
     SELECT d.event_id FROM outbox_delivery d JOIN outbox_event e ON e.id = d.event_id
     WHERE d.sink = $1 AND d.delivered_at IS NULL AND d.parked_at IS NULL AND d.due_at <= (SELECT jari_now()::timestamptz(3))
       AND NOT EXISTS (
         SELECT 1 FROM outbox_event earlier
         LEFT JOIN outbox_delivery owed ON owed.event_id = earlier.id AND owed.sink = $1
         WHERE earlier.aggregate_key = e.aggregate_key AND earlier.sequence < e.sequence
           AND (earlier.pending OR (owed.event_id IS NOT NULL AND owed.delivered_at IS NULL)))
     ORDER BY d.due_at, d.event_id LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
   UPDATE outbox_delivery d SET attempts = d.attempts + 1, due_at = jari_now() + $3::int * interval '1 second'
   FROM due JOIN outbox_event e ON e.id = due.event_id
   WHERE d.event_id = due.event_id AND d.sink = $1
   RETURNING e.id, e.type, e.aggregate_key, e.sequence, e.schema_version, e.occurred_at, e.payload, d.attempts`,
);

/** Takes what a sink owes and is due, under a lease: no transaction stays open while it is delivered. */
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

/** Notes that a sink has had these events. */
export const markDelivered = preparedStatement(
  "outbox_delivered",
  `UPDATE outbox_delivery SET delivered_at = jari_now(), last_error = NULL
   WHERE sink = $1 AND event_id = ANY ($2::uuid[]) AND delivered_at IS NULL`,
);

/**
 * Notes why an attempt failed, and when the next is due or that there is none (parked); says nothing when another relay
 * has taken over since.
 */
export const markFailed = preparedStatement(
  "outbox_failed",
  `UPDATE outbox_delivery SET due_at = jari_now() + $4::int * interval '1 millisecond', last_error = $5,
     parked_at = CASE WHEN $6::bool THEN jari_now() END
   WHERE sink = $1 AND event_id = $2 AND attempts = $3 AND delivered_at IS NULL`,
);
