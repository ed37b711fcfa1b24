import { expect, test, vi } from "vitest";
import { getSession, startSession } from "@/lib/auth/session";
import { decodeSession, encodeSession } from "@/lib/auth/session-token";
import { pool } from "@/lib/core/db";
import { makeFan, type TestUser } from "../../support/fixtures";

const HOUR_MS = 3_600_000;

/** The session of a fan who signed in on another device hours ago, and was last seen then. */
async function oldSession(fan: TestUser) {
  const { token } = await startSession(fan, null);
  const claims = (await decodeSession(token)) ?? expect.fail("no session");
  const issuedAt = claims.issuedAt - 5 * HOUR_MS;
  await pool().query("UPDATE session SET last_seen_at = now() - interval '5 hours' WHERE id = $1", [claims.sessionId]);
  const headers = { authorization: `Bearer ${encodeSession({ ...claims, issuedAt })}` };
  return { id: claims.sessionId, use: () => getSession(new Headers(headers)) };
}

const secondsSince = async (id: string) => {
  const { rows } = await pool().query(
    "SELECT extract(epoch FROM now() - last_seen_at)::int AS seconds FROM session WHERE id = $1",
    [id],
  );
  return rows[0]?.seconds;
};

test("that sessions are used is written once an hour, many in one statement, and not by their request", async () => {
  const sessions = [await oldSession(await makeFan()), await oldSession(await makeFan())];
  const queries = vi.spyOn(pool(), "query");
  const writes = () => queries.mock.calls.filter(([query]) => (query as { name?: string }).name === "session_seen");
  for (let times = 0; times < 10; times++) for (const { use } of sessions) expect(await use()).not.toBeNull();
  expect(writes().length).toBeLessThanOrEqual(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6_000 });
  for (const { use } of sessions) await use();
  vi.useRealTimers();
  for (const { id } of sessions) await expect.poll(() => secondsSince(id)).toBeLessThan(60);
  expect(writes().length).toBeLessThanOrEqual(2);
  queries.mockRestore();
});

test("a session that was ended does not come back to the list when it was used a moment before", async () => {
  const { id, use } = await oldSession(await makeFan());
  await use();
  await pool().query("INSERT INTO ended_session (id, expires_at) VALUES ($1, now() + interval '1 day')", [id]);
  await pool().query("DELETE FROM session WHERE id = $1", [id]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 12_000 });
  const other = await oldSession(await makeFan());
  await other.use();
  vi.useRealTimers();
  await expect.poll(() => secondsSince(other.id)).toBeLessThan(60);
  expect(await secondsSince(id)).toBeUndefined();
});
