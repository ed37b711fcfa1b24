import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db, preparedStatement } from "@/lib/core/db";
import { recordAction } from "./audit-log";

/** `oldestSeconds` is the age of the oldest undelivered event, 0 when there is none. */
export type SinkStats = { sink: string; pending: number; parked: number; delivered: number; oldestSeconds: number };

const selectStats = preparedStatement<SinkStats>(
  "outbox_stats",
  `SELECT coalesce(s.name, d.sink) AS sink, coalesce(d.pending, 0) AS pending, coalesce(d.parked, 0) AS parked,
     coalesce(d.delivered, 0) AS delivered, coalesce(d.oldest, 0) AS "oldestSeconds"
   FROM unnest($1::text[]) AS s (name) FULL JOIN (
     SELECT o.sink, count(*) FILTER (WHERE o.delivered_at IS NULL AND o.parked_at IS NULL)::int AS pending,
       count(*) FILTER (WHERE o.parked_at IS NOT NULL)::int AS parked, count(o.delivered_at)::int AS delivered,
       greatest(extract(epoch FROM jari_now() - min(e.occurred_at) FILTER (WHERE o.delivered_at IS NULL)), 0)::int AS oldest
     FROM outbox_delivery o LEFT JOIN outbox_event e ON e.id = o.event_id AND o.delivered_at IS NULL
     GROUP BY o.sink) d ON d.sink = s.name
   ORDER BY 1`,
);

/** The past seven days of every configured sink (`sinks`), and of every other sink that has deliveries. */
export const sinkStats = (sinks: readonly string[]): Promise<SinkStats[]> => selectStats(sinks);

export type DeadLetter = {
  eventId: string;
  sink: string;
  type: string;
  aggregateKey: string;
  attempts: number;
  error: string | null;
  parkedAt: Date;
};

const selectDeadLetters = preparedStatement<DeadLetter>(
  "outbox_dead_letters",
  `SELECT d.event_id AS "eventId", d.sink, e.type, e.aggregate_key AS "aggregateKey", d.attempts, d.last_error AS error,
     d.parked_at AS "parkedAt"
   FROM outbox_delivery d JOIN outbox_event e ON e.id = d.event_id
   WHERE d.parked_at IS NOT NULL ORDER BY d.parked_at DESC, d.event_id LIMIT 50`,
);

export const deadLetters = (): Promise<DeadLetter[]> => selectDeadLetters();

const selectUnrouted = preparedStatement<{ count: number }>(
  "outbox_unrouted",
  "SELECT count(*)::int AS count FROM outbox_event WHERE pending",
);

export const countUnrouted = async (): Promise<number> => (await selectUnrouted())[0]?.count ?? 0;

/** Makes parked deliveries due again with all attempts; returns how many. @throws AppError FORBIDDEN */
export async function redeliver(filter: { sink?: string; eventId?: string }, actor: Actor): Promise<number> {
  requireAdmin(actor);
  const { sink = null, eventId = null } = filter;
  return db().$transaction(async (tx) => {
    const sent = await tx.$executeRaw`
      UPDATE outbox_delivery SET parked_at = NULL, attempts = 0, due_at = jari_now()
      WHERE parked_at IS NOT NULL AND (${sink}::text IS NULL OR sink = ${sink})
        AND (${eventId}::uuid IS NULL OR event_id = ${eventId}::uuid)`;
    if (sent > 0) await recordAction(tx, actor, "outbox.sent_again", "outbox", { ...filter, sent });
    return sent;
  });
}
