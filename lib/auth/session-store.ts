import { batchLoader } from "@/lib/core/batch-loader";
import { preparedStatement } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { withTimeout } from "@/lib/core/timeout";
import type { SessionClaims } from "./session-token";
import type { SessionUser } from "./session-user";

const DAY_MS = 24 * 60 * 60 * 1000;
const QUERY_TIMEOUT_MS = 1_000; // the queue goes on without a Postgres that is slower

const selectUsers = preparedStatement<SessionUser & { index: number }>(
  "session_users",
  `SELECT key.index::int - 1 AS index, users.id, email, name, role
   FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) WITH ORDINALITY AS key(user_id, session_id, started_at, index)
   JOIN users ON users.id = key.user_id AND (sessions_valid_after IS NULL OR key.started_at > sessions_valid_after)
   WHERE NOT EXISTS (SELECT FROM ended_session WHERE id = key.session_id)`,
);
const insertSession = preparedStatement<{ created_at: Date }>(
  "session_create",
  `INSERT INTO session (id, user_id, device, created_at, last_seen_at, expires_at)
   SELECT $1, $2, $3, now_at, now_at, now_at + $4::int * interval '1 second' FROM (SELECT jari_now() AS now_at)
   RETURNING created_at`,
);
const insertEnded = preparedStatement(
  "session_end",
  `WITH forgotten AS (DELETE FROM session WHERE id = $1)
   INSERT INTO ended_session AS e (id, expires_at) VALUES ($1, $2)
   ON CONFLICT (id) DO UPDATE SET expires_at = greatest(e.expires_at, excluded.expires_at)`,
);
const endOfUser = preparedStatement(
  "session_end_all",
  `WITH forgotten AS (DELETE FROM session WHERE user_id = $1)
   UPDATE users SET sessions_valid_after = jari_now() WHERE id = $1`,
);
const deleteExpired = preparedStatement<{ count: number }>(
  "session_delete_expired",
  `WITH sessions AS (DELETE FROM session WHERE id IN (
       SELECT id FROM session WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
     RETURNING id),
   ended AS (DELETE FROM ended_session WHERE id IN (
       SELECT id FROM ended_session WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
     RETURNING id),
   users AS (DELETE FROM changed_user WHERE id IN (
       SELECT id FROM changed_user WHERE expires_at <= jari_now() ORDER BY expires_at LIMIT 5000 FOR UPDATE SKIP LOCKED)
     RETURNING id)
   SELECT ((SELECT count(*) FROM sessions) + (SELECT count(*) FROM ended) + (SELECT count(*) FROM users))::int AS count`,
);

const loadBatched = batchLoader<SessionClaims, SessionUser | null>(async (keys) => {
  const query = selectUsers(
    keys.map(({ userId }) => userId),
    keys.map(({ sessionId }) => sessionId),
    keys.map(({ startedAt }) => new Date(startedAt)),
  );
  const rows = await withTimeout(query, { ms: QUERY_TIMEOUT_MS, onTimeout: () => new AppError("UNAVAILABLE") });
  const users = new Map(rows.map(({ index, ...user }) => [index, user]));
  return keys.map((_, index) => users.get(index) ?? null);
});

/** The user of a session as Postgres has it now; null once either has ended. Batched. @throws AppError UNAVAILABLE after a second */
export const loadSessionUser = (claims: SessionClaims): Promise<SessionUser | null> => loadBatched(claims);

/** Records a session that begins now, by Postgres's clock; resolves with when that is, in ms since 1970. */
export async function createSession(
  id: string,
  userId: string,
  device: string,
  { seconds }: { seconds: number },
): Promise<number> {
  const [row] = await insertSession(id, userId, device, seconds);
  if (!row) throw new AppError("UNAVAILABLE");
  return row.created_at.getTime();
}

/** When no token of a session that started then can be valid any more, in ms since 1970. */
export const absoluteEndOf = (startedAt: number): number => startedAt + env().LOGIN_MAX_DAYS * DAY_MS;

/** Ends a session for as long as one of its tokens could be valid, with a day for clocks that differ. */
export async function revokeSession({ sessionId, startedAt, expiresAt }: RevokedSession): Promise<void> {
  await insertEnded(sessionId, new Date(Math.max(absoluteEndOf(startedAt), expiresAt) + DAY_MS));
}
export type RevokedSession = Pick<SessionClaims, "sessionId" | "startedAt" | "expiresAt">;

/** Ends every session of a user that began before now. */
export async function revokeSessionsOf(userId: string): Promise<void> {
  await endOfUser(userId);
}

/** Deletes what is kept of sessions whose tokens have expired, up to 5,000 rows of a table; resolves with how many. */
export async function deleteExpiredSessions(): Promise<number> {
  return (await deleteExpired())[0]?.count ?? 0;
}
