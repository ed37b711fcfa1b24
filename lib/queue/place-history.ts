import { preparedStatement } from "@/lib/core/db";
import type { Place } from "./token";

export type EndReason = "PAID" | "LAPSED" | "RELEASED" | "LEFT" | "EXPELLED";

export const STATUS_BY_REASON: Record<EndReason, "ENDED" | "LEFT" | "EXPELLED"> = {
  PAID: "ENDED",
  LAPSED: "ENDED",
  RELEASED: "ENDED",
  LEFT: "LEFT",
  EXPELLED: "EXPELLED",
};

/** `holdLeftMs`, `holdAgeMs`: of the place's live hold, 0 without one. */
export type PlaceHistory = { ended: EndReason | null; holdLeftMs: number; holdAgeMs: number };

const selectPlaceHistory = preparedStatement<PlaceHistory>(
  "remembered_place",
  `SELECT coalesce(
     (SELECT reason FROM ended_place WHERE concert_id = $1 AND user_id = $2 AND number = $3),
     CASE WHEN count(*) FILTER (WHERE expires_at <= moment.now) > 0 THEN 'LAPSED'::place_end END) AS ended,
     coalesce(ceil(extract(epoch FROM min(expires_at) - min(moment.now)) * 1000), 0)::float8 AS "holdLeftMs",
     coalesce(ceil(extract(epoch FROM min(moment.now) - min(created_at)) * 1000), 0)::float8 AS "holdAgeMs"
   FROM (SELECT jari_now() AS now) moment LEFT JOIN reservation r
     ON r.user_id = $2 AND r.concert_id = $1 AND r.status = 'RESERVING' AND r.queue_number = $3`,
);

// The joins drop concerts and fans that Postgres does not know.
const insertEnded = preparedStatement(
  "remember_ends",
  `INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
   SELECT c.id, u.id, over.number, $4::place_end, jari_now()
   FROM unnest($2::uuid[], $3::bigint[]) over (user_id, number) JOIN users u ON u.id = over.user_id JOIN concert c ON c.id = $1
   ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING`,
);

/** The record in Postgres of a place that its queue has lost. */
export async function loadPlaceHistory({ concertId, userId, number }: Place): Promise<PlaceHistory> {
  const [row] = await selectPlaceHistory(concertId, userId, number);
  return row ?? { ended: null, holdLeftMs: 0, holdAgeMs: 0 };
}

/** Records that these places of one concert ended; an earlier reason is kept. */
export async function recordEnded(
  concertId: string,
  places: readonly Pick<Place, "userId" | "number">[],
  reason: EndReason,
): Promise<void> {
  const users = places.map(({ userId }) => userId);
  const numbers = places.map(({ number }) => number);
  await insertEnded(concertId, users, numbers, reason);
}
