import { preparedStatement } from "@/lib/core/db";
import type { Won } from "@/lib/core/money";

export type LiveHold = {
  concertId: string;
  scheduleId: string;
  startsAt: string;
  venue: string;
  reservations: {
    id: string;
    seatId: string;
    seatNumber: number;
    section: string;
    row: string;
    label: string;
    grade: string;
    price: Won;
    status: "RESERVING";
    expiresAt: string;
  }[];
  totalPrice: Won;
  expiresAt: string;
  now: string; // the server's clock: the browser's may be wrong
};

const selectLiveHold = preparedStatement<{ hold: LiveHold | null }>(
  "live_hold",
  `SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object(
     'concertId', $2::bigint::text, 'scheduleId', min(d.id)::text, 'startsAt', iso_utc(min(d.starts_at)),
     'venue', min(d.venue),
     'reservations', jsonb_agg(jsonb_build_object('id', r.id::text, 'seatId', s.id::text, 'seatNumber', s.number,
       'section', s.section, 'row', s.row, 'label', s.label, 'grade', s.grade, 'price', r.price, 'status', r.status,
       'expiresAt', iso_utc(r.expires_at)) ORDER BY s.number),
     'totalPrice', sum(r.price), 'expiresAt', iso_utc(min(r.expires_at)), 'now', iso_utc(min(moment.now))) END AS hold
   FROM (SELECT jari_now() AS now) moment, reservation r JOIN seat s ON s.id = r.seat_id JOIN schedule d ON d.id = r.schedule_id
   WHERE r.user_id = $1 AND r.concert_id = $2 AND r.status = 'RESERVING' AND r.expires_at > moment.now`,
);

/** The seats of this concert that the fan holds, unpaid and not lapsed; null when there are none. */
export async function findLiveHold(userId: string, concertId: string): Promise<LiveHold | null> {
  const [row] = await selectLiveHold(userId, concertId);
  return row?.hold ?? null;
}
