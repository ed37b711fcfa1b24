import type { Check } from "../check";

/** $1 is who is inside the lines, as JSON: read before this snapshot began, so everybody in it is older than it. */
const ACTIVE_PLACES = `jsonb_to_recordset($1::jsonb) AS inside ("concertId" bigint, "userId" text, number bigint)`;

/** What Postgres and the line know of the same places agrees. */
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
    sql: `SELECT inside."concertId" AS concert_id, inside."userId" AS user_id, inside.number
      FROM ${ACTIVE_PLACES} LEFT JOIN users u ON u.id::text = inside."userId" WHERE u.id IS NULL`,
  },
  {
    // The line hears of an end at once, or within minutes from the outbox.
    name: "activePlacesOver",
    sql: `SELECT e.concert_id, e.user_id, e.number, e.reason, e.ended_at::text AS ended_at
      FROM ${ACTIVE_PLACES} JOIN ended_place e ON e.concert_id = inside."concertId" AND e.user_id::text = inside."userId"
        AND e.number = inside.number
      WHERE e.ended_at < jari_now() - interval '15 minutes'`,
  },
] as const satisfies Check[];
