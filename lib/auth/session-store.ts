import { batchLoader } from "@/lib/core/batch-loader";
import { preparedStatement } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { withTimeout } from "@/lib/core/timeout";
import type { SessionUser } from "./session-user";

type SessionKey = { userId: string; sessionId: string };

const selectUsers = preparedStatement<SessionUser & { index: number }>(
  "session_users",
  `SELECT key.index::int - 1 AS index, users.id, email, name, role
   FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS key(user_id, session_id, index)
   JOIN users ON users.id = key.user_id
   WHERE NOT EXISTS (SELECT FROM ended_session WHERE id = key.session_id)`,
);
const insertRevocation = preparedStatement(
  "session_revoke",
  `INSERT INTO ended_session (id, expires_at) VALUES ($1, jari_now() + $2::int * interval '1 second')
   ON CONFLICT DO NOTHING`,
);
const deleteExpired = preparedStatement<{ id: string }>(
  "session_delete_expired",
  `DELETE FROM ended_session WHERE id IN (
     SELECT id FROM ended_session WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

const QUERY_TIMEOUT_MS = 1_000; // the queue goes on without a Postgres that is slower

const loadBatched = batchLoader<SessionKey, SessionUser | null>(async (keys) => {
  const query = selectUsers(
    keys.map(({ userId }) => userId),
    keys.map(({ sessionId }) => sessionId),
  );
  const rows = await withTimeout(query, { ms: QUERY_TIMEOUT_MS, onTimeout: () => new AppError("UNAVAILABLE") });
  const users = new Map(rows.map(({ index, ...user }) => [index, user]));
  return keys.map((_, index) => users.get(index) ?? null);
});

/** The current user, or null once deleted or revoked; batched. @throws AppError UNAVAILABLE after a second */
export const loadSessionUser = (userId: string, sessionId: string): Promise<SessionUser | null> =>
  loadBatched({ userId, sessionId });

/** Revokes a session for `validForSeconds`, while one of its tokens could still be valid. */
export async function revokeSession(sessionId: string, validForSeconds: number): Promise<void> {
  await insertRevocation(sessionId, validForSeconds);
}

/** Deletes up to 5,000 revocations whose tokens have expired; resolves with how many. */
export async function deleteExpiredRevocations(): Promise<number> {
  return (await deleteExpired()).length;
}
