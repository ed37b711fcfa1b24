import { batchLoader } from "@/lib/core/batch-loader";
import { preparedStatement } from "@/lib/core/db";
import type { Won } from "@/lib/core/money";

export type Reservation = {
  id: string;
  status: "RESERVING" | "RESERVED" | "CANCELED";
  price: Won;
  expiresAt: string;
  createdAt: string;
  concert: { id: string; slug: string; name: string; scheduleId: string; startsAt: string; venue: string };
  seat: { id: string; number: number; section: string; row: string; label: string; grade: string };
  payment: { id: string; status: "COMPLETED" | "CANCELED"; createdAt: string } | null;
  refundable: boolean;
  refundUntil: string;
};

const selectReservationsBefore = preparedStatement<{ reservation: Reservation }>(
  "reservations_before",
  `SELECT jsonb_build_object('id', r.id::text, 'price', r.price,
     'status', CASE WHEN r.status = 'RESERVING' AND r.expires_at <= moment.now THEN 'CANCELED' ELSE r.status::text END,
     'expiresAt', iso_utc(r.expires_at), 'createdAt', iso_utc(r.created_at),
     'concert', jsonb_build_object('id', c.id::text, 'slug', c.slug, 'name', r.concert_name, 'scheduleId', d.id::text,
       'startsAt', iso_utc(r.concert_date), 'venue', d.venue),
     'seat', jsonb_build_object('id', s.id::text, 'number', s.number, 'section', s.section, 'row', s.row,
       'label', s.label, 'grade', s.grade),
     'payment', CASE WHEN p.id IS NOT NULL THEN
       jsonb_build_object('id', p.id::text, 'status', p.status, 'createdAt', iso_utc(p.created_at)) END,
     'refundable', coalesce(p.status = 'COMPLETED' AND moment.now < refund.until, false),
     'refundUntil', iso_utc(refund.until)) AS reservation
   FROM (SELECT jari_now() AS now) moment, reservation r
   JOIN seat s ON s.id = r.seat_id JOIN schedule d ON d.id = r.schedule_id JOIN concert c ON c.id = r.concert_id
   LEFT JOIN payment p ON p.reservation_id = r.id
   CROSS JOIN LATERAL (SELECT d.starts_at - make_interval(hours => c.refund_hours) AS until) refund
   WHERE r.user_id = $1 AND r.id < coalesce($2::bigint, 9223372036854775807) ORDER BY r.id DESC LIMIT $3`,
);

/** A page of the fan's reservations, newest first; a lapsed hold is CANCELED. `next` is the next page's `before`. */
export async function findReservations(
  userId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<{ reservations: Reservation[]; next: string | null }> {
  const rows = await selectReservationsBefore(userId, before ?? null, limit + 1);
  const reservations = rows.slice(0, limit).map(({ reservation }) => reservation);
  return { reservations, next: rows.length > limit ? (reservations.at(-1)?.id ?? null) : null };
}

const selectConcerts = preparedStatement<{ index: number; concert_id: string }>(
  "reservations_concerts",
  `SELECT key.index::int - 1 AS index, concert_id
   FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS key(user_id, id, index)
   JOIN reservation ON reservation.id = key.id AND reservation.user_id = key.user_id`,
);

const loadConcert = batchLoader<{ userId: string; id: string }, string | null>(async (keys) => {
  const rows = await selectConcerts(
    keys.map(({ userId }) => userId),
    keys.map(({ id }) => id),
  );
  const concerts = new Map(rows.map(({ index, concert_id }) => [index, concert_id]));
  return keys.map((_, index) => concerts.get(index) ?? null);
});

/** The one concert of these reservations, batched; null when one is unknown, another fan's, or of another concert. */
export async function findConcertOfReservations(
  userId: string,
  reservationIds: readonly string[],
): Promise<string | null> {
  const [first = null, ...others] = await Promise.all(reservationIds.map((id) => loadConcert({ userId, id })));
  return others.every((concertId) => concertId === first) ? first : null;
}
