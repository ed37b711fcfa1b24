import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endAllSessions, getSession, getSessionUser, issueToken, startSession } from "@/lib/auth/session";
import { readSessionChanges } from "@/lib/auth/session-changes";
import { deleteExpiredSessions, revokeSession } from "@/lib/auth/session-store";
import type { SessionUser } from "@/lib/auth/session-user";
import { pool } from "@/lib/core/db";
import { movePostgresClock } from "../../support/clock";
import { makeAdmin, makeFan } from "../../support/fixtures";
import { api, expectError } from "../../support/http";
import { encryptedToken, signedToken } from "../../support/session-tokens";

// Moves the clocks of what a process remembers. No timer is faked, so that the drivers keep theirs.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const advance = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);
const DAY_SECONDS = 24 * 3600;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signedIn = async (user: SessionUser) => bearer((await issueToken(user)).token);
const sessionOf = (headers: Record<string, string>) => getSession(new Headers(headers));
const idOf = async (headers: Record<string, string>) => (await sessionOf(headers))?.user.id ?? null;
const wallet = (headers: Record<string, string>) => api("GET", "/api/wallet", { headers });
const claimsOf = async (headers: Record<string, string>) =>
  (await sessionOf(headers))?.claims ?? expect.fail("no valid session");

/** Which sessions are used is written now and then, beside what is asked here. */
const statementsOf = ({ mock: { calls } }: { mock: { calls: unknown[][] } }) =>
  calls
    .flatMap(([query]) => (query as { name: string }).name)
    .filter((name) => name !== "session_seen")
    .toSorted();

/** Ends a session as another process does. */
const endElsewhere = async (headers: Record<string, string>) => revokeSession(await claimsOf(headers));

test("a fan's session is verified without any engine, also one that this process has never seen", async () => {
  const fan = await makeFan();
  const sessions = await Promise.all(Array.from({ length: 20 }, () => signedIn(fan)));
  await readSessionChanges();
  const queries = vi.spyOn(pool(), "query");
  for (const session of sessions) expect(await idOf(session)).toBe(fan.id);
  expect(queries).not.toHaveBeenCalled();
});

test("without a recent look at ended sessions, concurrent lookups share one statement", async () => {
  const [fan, admin, ended] = [await makeFan(), await makeAdmin(), await makeFan()];
  const revoked = await signedIn(ended);
  await endElsewhere(revoked);
  const unknownUser = await signedIn({ ...fan, id: randomUUID() });
  const all = [await signedIn(fan), await signedIn(admin), revoked, unknownUser, bearer("no token")];
  advance(16);
  const queries = vi.spyOn(pool(), "query");
  expect(await Promise.all(all.map(idOf))).toEqual([fan.id, admin.id, null, null, null]);
  expect(statementsOf(queries)).toEqual(["session_changes", "session_users"]);
});

test("signing out ends the session with all its copies here at once, but not the fan's other session", async () => {
  const fan = await makeFan();
  const sessionId = randomUUID();
  const [copy, older] = [bearer(signedToken(fan, { sessionId })), bearer(await encryptedToken(fan, { sessionId }))];
  const [here, other] = [bearer(signedToken(fan, { sessionId })), await signedIn(fan)];
  await readSessionChanges();
  for (const session of [here, copy, older, other]) expect((await wallet(session)).status).toBe(200);
  expect((await api("DELETE", "/api/sessions", { headers: here })).status).toBe(204);
  for (const session of [here, copy, older]) expectError(await wallet(session), "UNAUTHENTICATED", 401);
  expect((await wallet(other)).status).toBe(200);
});

test("a session that another process ended is over within 15 seconds", async () => {
  const [read, unread] = [await signedIn(await makeFan()), await signedIn(await makeFan())];
  await readSessionChanges();
  await endElsewhere(read);
  expect(await idOf(read)).not.toBeNull();
  await readSessionChanges();
  expect(await idOf(read)).toBeNull();
  await endElsewhere(unread);
  expect(await idOf(unread)).not.toBeNull();
  advance(15); // in which it read nothing
  expect(await idOf(unread)).toBeNull();
});

test("a session whose end was committed after a later one is read all the same", async () => {
  const [first, second] = [await signedIn(await makeFan()), await signedIn(await makeFan())];
  const { sessionId } = await claimsOf(first);
  const connection = await pool().connect();
  await connection.query("BEGIN");
  await connection.query("INSERT INTO ended_session (id, expires_at) VALUES ($1, now() + interval '1 day')", [
    sessionId,
  ]);
  await endElsewhere(second);
  await readSessionChanges();
  expect(await idOf(first)).not.toBeNull();
  await connection.query("COMMIT");
  connection.release();
  await readSessionChanges();
  expect([await idOf(first), await idOf(second)]).toEqual([null, null]);
});

test("a changed role counts within 15 seconds", async () => {
  const [admin, fan] = [await makeAdmin(), await makeFan()];
  const [demoted, promoted] = [await signedIn(admin), await signedIn(fan)];
  const readOutbox = (headers: Record<string, string>) => api("GET", "/api/admin/outbox", { headers });
  await readSessionChanges();
  expect((await readOutbox(demoted)).status).toBe(200);
  expectError(await readOutbox(promoted), "FORBIDDEN", 403);
  const swap = "UPDATE users SET role = CASE id WHEN $1 THEN 'FAN'::role ELSE 'ADMIN' END WHERE id IN ($1, $2)";
  await pool().query(swap, [admin.id, fan.id]);
  advance(15);
  expectError(await readOutbox(demoted), "FORBIDDEN", 403);
  expect((await readOutbox(promoted)).status).toBe(200);
});

test("a deleted user's session ends within 15 seconds", async () => {
  const fan = await makeFan();
  const session = await signedIn(fan);
  await readSessionChanges();
  expect((await wallet(session)).status).toBe(200);
  await pool().query("DELETE FROM wallet WHERE user_id = $1", [fan.id]);
  await pool().query("DELETE FROM users WHERE id = $1", [fan.id]);
  await readSessionChanges();
  expectError(await wallet(session), "UNAUTHENTICATED", 401);
});

test("endAllSessions() ends every session that began before, and none that begins after", async () => {
  const fan = await makeFan();
  const before = [
    await signedIn(fan),
    bearer((await startSession(fan, null)).token),
    bearer(await encryptedToken(fan)),
  ];
  await readSessionChanges();
  for (const session of before) expect(await idOf(session)).toBe(fan.id);
  await endAllSessions(fan.id);
  for (const session of before) expect(await idOf(session)).toBeNull();
  expect(await idOf(bearer((await startSession(fan, null)).token))).toBe(fan.id);
});

test("getSessionUser() has what Postgres says, at most ten seconds ago", async () => {
  const fan = await makeFan();
  const session = new Headers(await signedIn(fan));
  expect(await getSessionUser(session)).toEqual({ id: fan.id, email: fan.email, name: fan.name, role: "FAN" });
  await pool().query("UPDATE users SET name = 'Another' WHERE id = $1", [fan.id]);
  advance(11);
  expect(await getSessionUser(session)).toMatchObject({ name: "Another" });
});

test("a token is not valid past its expiry, signed or encrypted", async () => {
  const fan = await makeFan();
  const tokens = [await encryptedToken(fan, { maxAge: 30 }), signedToken(fan, { expiresAt: Date.now() + 30_000 })];
  for (const token of tokens) expect((await wallet(bearer(token))).status).toBe(200);
  advance(31 + 15); // and what clocks may differ
  for (const token of tokens) expectError(await wallet(bearer(token)), "UNAUTHENTICATED", 401);
});

test("without Postgres a fan's session counts by its signature, unless its end is known; an admin's does not", async () => {
  const [fan, ended] = [await signedIn(await makeFan()), await signedIn(await makeFan())];
  const admin = await signedIn(await makeAdmin());
  await endElsewhere(ended);
  await readSessionChanges();
  advance(16);
  const refusedConnection = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const queries = vi.spyOn(pool(), "query").mockImplementation(() => Promise.reject(refusedConnection));
  for (let times = 0; times < 3; times++) expect(await sessionOf(fan)).toMatchObject({ user: { role: "FAN" } });
  expect(statementsOf(queries)).toEqual(["session_changes", "session_users"]); // once each, not on every request
  expect(await idOf(ended)).toBeNull();
  await expect(idOf(admin)).rejects.toThrow("ECONNREFUSED");
  queries.mockRestore();
  expect(await sessionOf(admin)).toMatchObject({ user: { role: "ADMIN" } });
});

test("a session lookup does not wait for a Postgres that does not answer", async () => {
  const [fan, admin] = [await signedIn(await makeFan()), await signedIn(await makeAdmin())];
  advance(16);
  vi.spyOn(pool(), "query").mockImplementation(() => new Promise(() => {}));
  const [fanResult, adminResult] = await Promise.allSettled([sessionOf(fan), sessionOf(admin)]);
  expect(fanResult).toMatchObject({ value: { user: { role: "FAN" } } });
  expect(adminResult).toMatchObject({ reason: { code: "UNAVAILABLE" } });
});

test("deleteExpiredSessions() deletes what is kept of a session once no token of it can be valid", async () => {
  const fan = await makeFan();
  await startSession(fan, null);
  await api("DELETE", "/api/sessions", { headers: await signedIn(fan) });
  await pool().query("UPDATE users SET role = 'ADMIN' WHERE id = $1", [fan.id]);
  const kept = async () => {
    const { rows } = await pool().query(
      `SELECT (SELECT count(*)::int FROM session) AS sessions, (SELECT count(*)::int FROM ended_session) AS ended,
         (SELECT count(*)::int FROM changed_user WHERE id = $1) AS users`,
      [fan.id],
    );
    return rows[0];
  };
  await deleteExpiredSessions();
  expect(await kept()).toMatchObject({ ended: expect.any(Number), users: 1 });
  await movePostgresClock(30 * DAY_SECONDS * 1000);
  await deleteExpiredSessions();
  expect(await kept()).toMatchObject({ sessions: 0, users: 1 });
  expect((await kept()).ended).toBeGreaterThan(0);
  await movePostgresClock(92 * DAY_SECONDS * 1000);
  expect(await deleteExpiredSessions()).toBeGreaterThan(0);
  expect(await kept()).toEqual({ sessions: 0, ended: 0, users: 0 });
});
