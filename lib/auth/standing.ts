import { statement } from "@/lib/core/db";
import type { Who } from "./session";

type Row = Omit<Who, "id"> & { ended: boolean };

const read = statement<Row>(
  "session_standing",
  `SELECT email, name, role, EXISTS (SELECT FROM ended_session WHERE id = $2) AS ended FROM users WHERE id = $1`,
);
const end = statement(
  "session_end",
  `INSERT INTO ended_session (id, expires_at) VALUES ($1, jari_now() + $2::int * interval '1 second')
   ON CONFLICT DO NOTHING`,
);
const reap = statement<{ id: string }>(
  "session_reap",
  `DELETE FROM ended_session WHERE id IN (
     SELECT id FROM ended_session WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** The user of a session as they are now; null when they are gone, or the session was signed out of. */
export async function standingOf(userId: string, sessionId: string): Promise<Who | null> {
  const [row] = await read(userId, sessionId);
  return row && !row.ended ? { id: userId, email: row.email, name: row.name, role: row.role } : null;
}

/** Writes down that a session is over, for as long as a token of it could still be valid (in seconds). */
export async function endStanding(sessionId: string, validForSeconds: number): Promise<void> {
  await end(sessionId, validForSeconds);
}

/** Forgets ended sessions whose tokens have all expired, a batch at a time; answers how many. */
export async function reapSessions(): Promise<number> {
  return (await reap()).length;
}
