import type { Check } from "../check";

export const seatChecks = [
  {
    name: "oneLiveReservation",
    sql: `SELECT seat_id, string_agg(id::text, ' ' ORDER BY id) AS reservations
      FROM reservation WHERE status IN ('RESERVING', 'RESERVED') GROUP BY seat_id HAVING count(*) > 1`,
  },
  {
    name: "freeSeats",
    sql: `SELECT id AS seat_id, holder_id, hold_expires_at::text AS held_until
      FROM seat WHERE status = 'AVAILABLE' AND (holder_id IS NOT NULL OR hold_expires_at IS NOT NULL)`,
  },
  {
    name: "heldSeats",
    sql: `SELECT s.id AS seat_id, s.holder_id, s.hold_expires_at::text AS held_until, r.id AS reservation_id
      FROM seat s LEFT JOIN reservation r ON r.seat_id = s.id AND r.status = 'RESERVING'
        AND r.user_id = s.holder_id AND r.expires_at = s.hold_expires_at
      WHERE s.status = 'TEMPORARY' AND r.id IS NULL`,
  },
  {
    name: "soldSeats",
    sql: `SELECT s.id AS seat_id, s.holder_id, s.hold_expires_at::text AS held_until
      FROM seat s LEFT JOIN reservation r ON r.seat_id = s.id AND r.status = 'RESERVED' AND r.user_id = s.holder_id
      WHERE s.status = 'RESERVED' AND (r.id IS NULL OR s.hold_expires_at IS NOT NULL)`,
  },
  {
    name: "liveReservations",
    sql: `SELECT r.id AS reservation_id, r.status, r.user_id, s.id AS seat_id, s.status AS seat_status, s.holder_id
      FROM reservation r LEFT JOIN seat s ON s.id = r.seat_id
      WHERE r.status <> 'CANCELED' AND (s.id IS NULL OR s.holder_id IS DISTINCT FROM r.user_id
        OR s.status <> CASE r.status WHEN 'RESERVED' THEN 'RESERVED'::seat_status ELSE 'TEMPORARY' END)`,
  },
  {
    name: "datesOfReservations",
    sql: `SELECT r.id AS reservation_id, r.concert_id, r.schedule_id, s.schedule_id AS seat_schedule_id,
        d.concert_id AS schedule_concert_id
      FROM reservation r LEFT JOIN seat s ON s.id = r.seat_id LEFT JOIN schedule d ON d.id = s.schedule_id
      WHERE s.schedule_id IS DISTINCT FROM r.schedule_id OR d.concert_id IS DISTINCT FROM r.concert_id`,
  },
  {
    // An allowance may be too high (docs/booking.md: it is counted anew), never too low.
    name: "seatLimits",
    sql: `SELECT live.concert_id, live.user_id, live.seats, a.seats AS counted, a.seat_limit
      FROM (SELECT concert_id, user_id, count(*) AS seats FROM reservation
            WHERE status = 'RESERVED' OR (status = 'RESERVING' AND expires_at > jari_now()) GROUP BY 1, 2) live
      LEFT JOIN allowance a USING (concert_id, user_id)
      WHERE a.seats IS NULL OR live.seats > a.seats OR a.seats > a.seat_limit`,
  },
] as const satisfies Check[];
