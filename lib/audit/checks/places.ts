import type { Check } from "../check";

// $1 is the list of active places as JSON, older than the snapshot.
const ACTIVE_PLACES = `jsonb_to_recordset($1::jsonb) AS active ("concertId" bigint, "userId" text, number bigint)`;

export const placeChecks = [
  {
    name: "paidPlacesOver",
    sql: `SELECT p.id AS payment_id, r.id AS reservation_id, r.concert_id, r.user_id, r.queue_number
      FROM payment p JOIN reservation r ON r.id = p.reservation_id
      LEFT JOIN ended_place e ON e.concert_id = r.concert_id AND e.user_id = r.user_id AND e.number = r.queue_number
      WHERE e.number IS NULL`,
  },
  {
    name: "numbersIssued",
    sql: `SELECT r.id AS reservation_id, r.concert_id, r.user_id, r.queue_number, b.reserved_to
      FROM reservation r JOIN queue_block b USING (concert_id) WHERE r.queue_number > b.reserved_to`,
  },
  {
    name: "activeUsers",
    sql: `SELECT active."concertId" AS concert_id, active."userId" AS user_id, active.number
      FROM ${ACTIVE_PLACES} LEFT JOIN users u ON u.id::text = active."userId" WHERE u.id IS NULL`,
  },
  {
    // The queue is notified at once, or by the outbox within minutes.
    name: "activePlacesOver",
    sql: `SELECT e.concert_id, e.user_id, e.number, e.reason, e.ended_at::text AS ended_at
      FROM ${ACTIVE_PLACES} JOIN ended_place e ON e.concert_id = active."concertId" AND e.user_id::text = active."userId"
        AND e.number = active.number
      WHERE e.ended_at < jari_now() - interval '15 minutes'`,
  },
] as const satisfies Check[];
