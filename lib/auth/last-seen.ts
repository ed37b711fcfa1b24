import { preparedStatement } from "@/lib/core/db";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/singleton";
import type { SessionClaims } from "./session-token";

const INTERVAL_MS = 3_600_000;
const MAX_PENDING = 1_000; // more are tried again with their next request
const FLUSH_EVERY_MS = 5_000;

/** A session that was used, with the device that used it. */
export type SeenSession = { claims: SessionClaims; device: string };

// A session of before sessions had rows, or whose first process died, gets its row here. The end only moves on.
const upsertSeen = preparedStatement(
  "session_seen",
  `INSERT INTO session AS s (id, user_id, device, created_at, last_seen_at, expires_at)
   SELECT seen.id, seen.user_id, seen.device, seen.created_at, jari_now(), seen.expires_at
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
     AS seen(id, user_id, device, created_at, expires_at)
   JOIN users ON users.id = seen.user_id
   WHERE NOT EXISTS (SELECT FROM ended_session WHERE ended_session.id = seen.id)
     AND NOT EXISTS (SELECT FROM session WHERE session.id = seen.id
       AND last_seen_at > jari_now() - interval '1 hour' AND session.expires_at >= seen.expires_at)
   ORDER BY seen.id
   ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at,
     expires_at = greatest(s.expires_at, excluded.expires_at)`,
);

/** Writes that sessions were used now. One whose row says so within the last hour is left alone. */
export async function saveSeen(seen: readonly SeenSession[]): Promise<void> {
  await upsertSeen(
    seen.map(({ claims }) => claims.sessionId),
    seen.map(({ claims }) => claims.userId),
    seen.map(({ device }) => device),
    seen.map(({ claims }) => new Date(claims.startedAt)),
    seen.map(({ claims }) => new Date(claims.expiresAt)),
  );
}

const state = () =>
  processSingleton("sessions seen", () => ({ pending: new Map<string, SeenSession>(), flushedAt: 0 }));

async function flush(): Promise<void> {
  const { pending } = state();
  const seen = [...pending.values()];
  pending.clear();
  await saveSeen(seen).catch((error) =>
    log.warn({ err: describeError(error) }, "when sessions were last used was not saved"),
  );
}

/**
 * Notes that a session is used, at most once an hour in this process. Nobody waits for the write: it comes with a later
 * request, many sessions at a time. `seenAt`: when this process noted it last; returns when that is now.
 */
export function noteSeen(claims: SessionClaims, seenAt: number, device: () => string): number {
  const seen = state();
  const now = Date.now();
  let notedAt = seenAt;
  if (now - seenAt >= INTERVAL_MS && seen.pending.size < MAX_PENDING) {
    seen.pending.set(claims.sessionId, { claims, device: device() });
    notedAt = now;
  }
  if (seen.pending.size > 0 && now - seen.flushedAt >= FLUSH_EVERY_MS) {
    seen.flushedAt = now;
    void flush();
  }
  return notedAt;
}
