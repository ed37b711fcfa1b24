import { statement } from "@/lib/core/db";
import { Refusal } from "@/lib/core/errors";
import { together } from "@/lib/core/together";
import { within } from "@/lib/core/within";
import type { Who } from "./who";

type Asked = { userId: string; sessionId: string };

const read = statement<Who & { at: number }>(
  "session_standing",
  `SELECT asked.at::int - 1 AS at, users.id, email, name, role
   FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked(user_id, session_id, at)
   JOIN users ON users.id = asked.user_id
   WHERE NOT EXISTS (SELECT FROM ended_session WHERE id = asked.session_id)`,
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

const PATIENCE_MS = 1_000; // a Postgres that answers does so in milliseconds, and a line does not wait for one that does not

const readTogether = together<Asked, Who | null>(async (asked) => {
  const reading = read(
    asked.map(({ userId }) => userId),
    asked.map(({ sessionId }) => sessionId),
  );
  const rows = await within(PATIENCE_MS, reading, () => new Refusal("UNAVAILABLE"));
  const found = new Map(rows.map(({ at, ...who }) => [at, who]));
  return asked.map((_, at) => found.get(at) ?? null);
});

/**
 * The user of a session as they are now; null when they are gone, or the session was signed out of. In the first seconds of an
 * on-sale everybody's session is new: those who come in one turn of the event loop are read by one statement.
 * @throws Refusal UNAVAILABLE when Postgres has not said within a second
 */
export const standingOf = (userId: string, sessionId: string): Promise<Who | null> =>
  readTogether({ userId, sessionId });

/** Writes down that a session is over, for as long as a token of it could still be valid (in seconds). */
export async function endStanding(sessionId: string, validForSeconds: number): Promise<void> {
  await end(sessionId, validForSeconds);
}

/** Forgets ended sessions whose tokens have all expired, a batch at a time; answers how many. */
export async function reapSessions(): Promise<number> {
  return (await reap()).length;
}
