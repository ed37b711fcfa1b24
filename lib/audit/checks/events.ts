import { type Check, EVENTS_RETAINED_SINCE } from "../check";

export const eventChecks = [
  {
    name: "missingEvents",
    sql: `WITH event AS MATERIALIZED (
        SELECT type, aggregate_key AS key, coalesce(payload->>'paymentId', payload->>'entryId') AS id,
          coalesce(payload->>'price', payload->>'amount') AS won FROM outbox_event)
      SELECT 'payment.completed' AS missing, p.reservation_id::text AS key, p.id::text AS id
      FROM payment p WHERE p.created_at > ${EVENTS_RETAINED_SINCE} AND NOT EXISTS (
        SELECT 1 FROM event e WHERE e.type = 'payment.completed' AND e.key = p.reservation_id::text AND e.id = p.id::text
          AND e.won = p.price::text)
      UNION ALL SELECT 'payment.canceled', p.reservation_id::text, p.id::text
      FROM payment p WHERE p.status = 'CANCELED' AND p.modified_at > ${EVENTS_RETAINED_SINCE} AND NOT EXISTS (
        SELECT 1 FROM event e WHERE e.type = 'payment.canceled' AND e.key = p.reservation_id::text AND e.id = p.id::text
          AND e.won = p.price::text)
      UNION ALL SELECT 'hold.expired or hold.released', r.id::text, r.id::text
      FROM reservation r WHERE r.status = 'CANCELED' AND r.modified_at > ${EVENTS_RETAINED_SINCE}
        AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.reservation_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM event e WHERE e.type IN ('hold.expired', 'hold.released') AND e.key = r.id::text)
      UNION ALL SELECT 'wallet.charged', l.user_id::text, l.id::text
      FROM ledger_entry l WHERE l.type = 'CHARGE' AND l.created_at > ${EVENTS_RETAINED_SINCE} AND NOT EXISTS (
        SELECT 1 FROM event e WHERE e.type = 'wallet.charged' AND e.key = l.user_id::text AND e.id = l.id::text
          AND e.won = l.amount::text)`,
  },
  {
    // Sequence numbers outlive their events, so this covers facts of any age.
    name: "eventCountMismatch",
    sql: `SELECT fact.key, fact.count AS facts, coalesce(s.last, 0) AS events
      FROM (
        SELECT r.id::text AS key, CASE WHEN p.status = 'CANCELED' THEN 2
            WHEN p.id IS NOT NULL OR r.status = 'CANCELED' THEN 1 ELSE 0 END AS count
        FROM reservation r LEFT JOIN payment p ON p.reservation_id = r.id
        UNION ALL
        SELECT user_id::text, count(*) FROM ledger_entry WHERE type = 'CHARGE' GROUP BY 1) fact
      LEFT JOIN outbox_sequence s ON s.aggregate_key = fact.key
      WHERE fact.count <> coalesce(s.last, 0)`,
  },
  {
    name: "eventSequenceGaps",
    sql: `SELECT e.aggregate_key AS key, e.first, e.newest, e.count, s.last
      FROM (SELECT aggregate_key, min(sequence) AS first, max(sequence) AS newest, count(*) AS count
            FROM outbox_event WHERE occurred_at > ${EVENTS_RETAINED_SINCE} GROUP BY 1) e
      LEFT JOIN outbox_sequence s USING (aggregate_key)
      WHERE e.newest IS DISTINCT FROM s.last OR e.count <> e.newest - e.first + 1`,
  },
  {
    name: "orphanEvents",
    sql: `SELECT e.id AS event_id, e.type, e.aggregate_key AS key FROM outbox_event e
      WHERE e.type IN ('payment.completed', 'payment.canceled') AND NOT EXISTS (
        SELECT 1 FROM payment p WHERE p.reservation_id::text = e.aggregate_key AND p.id::text = e.payload->>'paymentId'
          AND (e.type = 'payment.completed' OR p.status = 'CANCELED'))
      UNION ALL SELECT e.id, e.type, e.aggregate_key FROM outbox_event e
      WHERE e.type IN ('hold.expired', 'hold.released') AND NOT EXISTS (
        SELECT 1 FROM reservation r WHERE r.id::text = e.aggregate_key AND r.status = 'CANCELED')
      UNION ALL SELECT e.id, e.type, e.aggregate_key FROM outbox_event e
      WHERE e.type = 'wallet.charged' AND NOT EXISTS (
        SELECT 1 FROM ledger_entry l WHERE l.user_id::text = e.aggregate_key AND l.id::text = e.payload->>'entryId'
          AND l.type = 'CHARGE')`,
  },
] as const satisfies Check[];
