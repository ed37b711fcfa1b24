import type { Check } from "../check";

export const paymentChecks = [
  {
    name: "paidReservations",
    sql: `SELECT r.id AS reservation_id, r.status, p.id AS payment_id, p.status AS payment
      FROM reservation r LEFT JOIN payment p ON p.reservation_id = r.id
      WHERE (r.status = 'RESERVED') <> coalesce(p.status = 'COMPLETED', false)
        OR (r.status = 'RESERVING' AND p.id IS NOT NULL)`,
  },
  {
    name: "paidSeats",
    sql: `SELECT p.id AS payment_id, p.user_id, p.reservation_id, r.status AS reservation, r.price, p.price AS paid,
        s.id AS seat_id, s.status AS seat, s.holder_id
      FROM payment p LEFT JOIN reservation r ON r.id = p.reservation_id LEFT JOIN seat s ON s.id = r.seat_id
      WHERE p.status = 'COMPLETED' AND (r.id IS NULL OR r.status <> 'RESERVED' OR r.user_id <> p.user_id
        OR r.price <> p.price OR s.id IS NULL OR s.status <> 'RESERVED' OR s.holder_id IS DISTINCT FROM p.user_id)`,
  },
  {
    name: "chargedOnce",
    sql: `SELECT p.id AS payment_id, p.user_id, p.reservation_id, p.price, l.charged, l.times
      FROM payment p LEFT JOIN (
        SELECT reservation_id, user_id, sum(amount) AS charged, count(*) AS times
        FROM ledger_entry WHERE type = 'PAYMENT' GROUP BY 1, 2) l USING (reservation_id, user_id)
      WHERE l.times IS DISTINCT FROM 1 OR l.charged <> -p.price`,
  },
  {
    name: "refundedOnce",
    sql: `SELECT p.id AS payment_id, p.user_id, p.reservation_id, p.status, p.price, r.status AS reservation, l.refunded, l.times
      FROM payment p LEFT JOIN reservation r ON r.id = p.reservation_id LEFT JOIN (
        SELECT reservation_id, user_id, sum(amount) AS refunded, count(*) AS times
        FROM ledger_entry WHERE type = 'REFUND' GROUP BY 1, 2) l
        ON l.reservation_id = p.reservation_id AND l.user_id = p.user_id
      WHERE CASE p.status WHEN 'COMPLETED' THEN l.times IS NOT NULL
        ELSE l.times IS DISTINCT FROM 1 OR l.refunded <> p.price OR r.status IS DISTINCT FROM 'CANCELED' END`,
  },
] as const satisfies Check[];
