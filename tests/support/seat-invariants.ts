import { pool } from "@/lib/core/db";
import type { TestConcert } from "./fixtures";

/**
 * Seats of a concert whose history does not agree with itself: a seat's state with its live reservation, the reservation
 * with its payment, the payment with the ledger. Empty when every won has its ticket and every ticket its won.
 */
export async function findBrokenSeats({ id }: TestConcert): Promise<unknown[]> {
  const { rows } = await pool().query(
    `WITH history AS (
       SELECT s.id, s.status::text, s.holder_id, r.id AS reservation_id, r.user_id, r.status::text AS reservation,
         p.status::text AS payment, s.hold_expires_at IS NOT DISTINCT FROM r.expires_at AS same_expiry,
         coalesce((SELECT sum(amount) FROM ledger_entry l WHERE l.reservation_id = r.id), 0) AS paid, r.price
       FROM seat s JOIN schedule d ON d.id = s.schedule_id LEFT JOIN reservation r ON r.seat_id = s.id
       LEFT JOIN payment p ON p.reservation_id = r.id WHERE d.concert_id = $1)
     SELECT * FROM history WHERE reservation IS NOT NULL AND NOT CASE reservation
         WHEN 'RESERVING' THEN status = 'TEMPORARY' AND holder_id = user_id AND same_expiry AND payment IS NULL AND paid = 0
         WHEN 'RESERVED' THEN status = 'RESERVED' AND holder_id = user_id AND payment = 'COMPLETED' AND paid = -price
         ELSE coalesce(payment, 'CANCELED') = 'CANCELED' AND paid = 0 END
     UNION ALL
     SELECT * FROM history t WHERE status <> 'AVAILABLE' AND NOT EXISTS (
       SELECT 1 FROM history live WHERE live.id = t.id AND live.reservation IN ('RESERVING', 'RESERVED'))`,
    [id],
  );
  return rows;
}
