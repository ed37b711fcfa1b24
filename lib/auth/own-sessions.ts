import { preparedStatement } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { saveSeen } from "./last-seen";
import { markSessionEnded } from "./session-changes";
import type { SessionClaims } from "./session-token";

/** `device` is a browser and a system, or empty. */
export type OwnSession = { id: string; device: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date };

const MAX_LISTED = 100;

const selectSessions = preparedStatement<OwnSession>(
  "session_list",
  `SELECT id, device, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt" FROM session
   WHERE user_id = $1 AND expires_at > jari_now() AND NOT EXISTS (SELECT FROM ended_session e WHERE e.id = session.id)
     AND created_at > coalesce((SELECT sessions_valid_after FROM users WHERE id = $1), '-infinity')
   ORDER BY id = $2 DESC, last_seen_at DESC, id LIMIT ${MAX_LISTED}`,
);
const endOne = preparedStatement<{ id: string }>(
  "session_end_own",
  `WITH forgotten AS (DELETE FROM session WHERE user_id = $1 AND id = $2 RETURNING id, created_at, expires_at)
   INSERT INTO ended_session AS e (id, expires_at)
   SELECT id, greatest(expires_at, created_at + $3::int * interval '1 day') + interval '1 day' FROM forgotten
   ON CONFLICT (id) DO UPDATE SET expires_at = greatest(e.expires_at, excluded.expires_at) RETURNING id`,
);

/** The sessions of `current`'s user, at most 100, `current` first, then the last used. */
export async function listSessions(current: SessionClaims, device: string): Promise<OwnSession[]> {
  const { userId, sessionId } = current;
  const sessions = await selectSessions(userId, sessionId);
  if (sessions[0]?.id === sessionId) return sessions;
  await saveSeen([{ claims: current, device }]); // of before sessions had rows
  return selectSessions(userId, sessionId);
}

/** Ends a session that this user can see: here at once, elsewhere within 15 s. False if there is none. */
export async function endOwnSession(userId: string, sessionId: string): Promise<boolean> {
  const [ended] = await endOne(userId, sessionId, env().LOGIN_MAX_DAYS);
  if (ended) markSessionEnded(ended.id);
  return ended !== undefined;
}
