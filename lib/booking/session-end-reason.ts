import { preparedStatement } from "@/lib/core/db";

export type SessionEndReason = "paid" | "lapsed" | "released" | "time";

const selectLastEnd = preparedStatement<{ ended: Exclude<SessionEndReason, "time"> }>(
  "session_end_reason",
  `SELECT CASE WHEN EXISTS (SELECT 1 FROM payment p WHERE p.reservation_id = r.id) THEN 'paid'
     WHEN r.status = 'CANCELED' AND r.modified_at < r.expires_at THEN 'released' ELSE 'lapsed' END AS ended
   FROM reservation r
   WHERE r.user_id = $1 AND r.concert_id = $2 AND r.created_at > jari_now() - $3 * interval '1 second'
   ORDER BY r.id DESC LIMIT 1`,
);

/** How the session of a fan without a live hold ended, by the last seat they held in the last `withinSeconds`. */
export async function sessionEndReason(
  userId: string,
  concertId: string,
  withinSeconds: number,
): Promise<SessionEndReason> {
  const [last] = await selectLastEnd(userId, concertId, withinSeconds);
  return last?.ended ?? "time";
}
