import { batchLoader } from "@/lib/core/batch-loader";
import { preparedStatement } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { withTimeout } from "@/lib/core/timeout";
import type { SessionUser } from "./session-user";

type SessionKey = { userId: string; sessionId: string };

const selectUsers = preparedStatement<SessionUser & { at: number }>(
  "session_standing",
  `SELECT asked.at::int - 1 AS at, users.id, email, name, role
   FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked(user_id, session_id, at)
   JOIN users ON users.id = asked.user_id
   WHERE NOT EXISTS (SELECT FROM ended_session WHERE id = asked.session_id)`,
);
const insertRevocation = preparedStatement(
  "session_end",
  `INSERT INTO ended_session (id, expires_at) VALUES ($1, jari_now() + $2::int * interval '1 second')
   ON CONFLICT DO NOTHING`,
);
const deleteExpired = preparedStatement<{ id: string }>(
  "session_reap",
  `DELETE FROM ended_session WHERE id IN (
     SELECT id FROM ended_session WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

const QUERY_TIMEOUT_MS = 1_000; // a Postgres that answers does so in milliseconds, and a line does not wait for one that does not

const loadBatched = batchLoader<SessionKey, SessionUser | null>(async (keys) => {
  const query = selectUsers(
    keys.map(({ userId }) => userId),
    keys.map(({ sessionId }) => sessionId),
  );
  const rows = await withTimeout(QUERY_TIMEOUT_MS, query, () => new AppError("UNAVAILABLE"));
  const users = new Map(rows.map(({ at, ...who }) => [at, who]));
  return keys.map((_, at) => users.get(at) ?? null);
});

/**
 * The user of a session as they are now; null when they are gone, or the session was signed out of. In the first seconds of an
 * on-sale everybody's session is new: those who come in one turn of the event loop are read by one statement.
 * @throws AppError UNAVAILABLE when Postgres has not said within a second
 */
export const loadSessionUser = (userId: string, sessionId: string): Promise<SessionUser | null> =>
  loadBatched({ userId, sessionId });

/** Writes down that a session is over, for as long as a token of it could still be valid (in seconds). */
export async function revokeSession(sessionId: string, validForSeconds: number): Promise<void> {
  await insertRevocation(sessionId, validForSeconds);
}

/** Forgets ended sessions whose tokens have all expired, a batch at a time; answers how many. */
export async function deleteExpiredRevocations(): Promise<number> {
  return (await deleteExpired()).length;
}
