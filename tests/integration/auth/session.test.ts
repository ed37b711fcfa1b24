import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buildClaims, decodeUnrevokedClaims, getSessionUser, issueToken } from "@/lib/auth/session";
import { deleteExpiredRevocations, revokeSession } from "@/lib/auth/session-store";
import type { SessionUser } from "@/lib/auth/session-user";
import { createTokenCache } from "@/lib/auth/token-cache";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { movePostgresClock } from "../../support/clock";
import { makeAdmin, makeFan } from "../../support/fixtures";
import { api, expectError } from "../../support/http";

// Moves the clock of the session cache. Only Date is faked, so that the drivers keep their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const advance = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signedIn = async (user: SessionUser) => bearer((await issueToken(user)).token);
const userOf = (headers: Record<string, string>) => getSessionUser(new Headers(headers));
const wallet = (headers: Record<string, string>) => api("GET", "/api/wallet", { headers });

test("getSessionUser() verifies a session once a minute", async () => {
  const fan = await makeFan();
  const session = await signedIn(fan);
  await userOf(session);
  const queries = vi.spyOn(pool(), "query");
  await Promise.all([userOf(session), userOf(session)]);
  advance(59);
  expect(await userOf(session)).toMatchObject({ id: fan.id, role: "FAN" });
  expect(queries).not.toHaveBeenCalled();
  advance(2);
  await Promise.all([userOf(session), userOf(session)]);
  expect(queries).toHaveBeenCalledTimes(1);
});

test("concurrent lookups of uncached sessions share one statement", async () => {
  const [fan, admin, ended] = [await makeFan(), await makeAdmin(), await makeFan()];
  const revoked = await signedIn(ended);
  await revokeSession((await claimsIn(revoked)).sid, 60);
  const unknownUser = await signedIn({ ...fan, id: randomUUID() });
  const all = [
    await signedIn(fan),
    await signedIn(admin),
    revoked,
    unknownUser,
    bearer("no token"),
    await signedIn(fan),
  ];
  advance(61); // so that none is cached
  const queries = vi.spyOn(pool(), "query");
  const users = await Promise.all(all.map(userOf));
  expect(users.map((user) => user?.id ?? null)).toEqual([fan.id, admin.id, null, null, null, fan.id]);
  expect(queries).toHaveBeenCalledTimes(1);
});

test("signing out ends that session here at once and elsewhere within a minute, but not the fan's other session", async () => {
  const fan = await makeFan();
  const [here, other] = [await signedIn(fan), await signedIn(fan)];
  const renewed = bearer(await encode({ token: await claimsIn(here), secret: env().NEXTAUTH_SECRET }));
  expect((await wallet(renewed)).status).toBe(200); // cached, as in another process
  expect((await api("DELETE", "/api/sessions", { headers: here })).status).toBe(204);
  expectError(await wallet(here), "UNAUTHENTICATED", 401);
  advance(61);
  expectError(await wallet(renewed), "UNAUTHENTICATED", 401);
  expect(await decodeUnrevokedClaims(renewed.authorization.slice("Bearer ".length))).toBeNull();
  expect((await wallet(other)).status).toBe(200);
});

async function claimsIn({ authorization }: { authorization: string }) {
  return (await decodeUnrevokedClaims(authorization.slice("Bearer ".length))) ?? expect.fail("no valid session");
}

test("a changed role counts within a minute", async () => {
  const [admin, fan] = [await makeAdmin(), await makeFan()];
  const [demoted, promoted] = [await signedIn(admin), await signedIn(fan)];
  const readOutbox = (headers: Record<string, string>) => api("GET", "/api/admin/outbox", { headers });
  expect((await readOutbox(demoted)).status).toBe(200);
  expectError(await readOutbox(promoted), "FORBIDDEN", 403);
  await pool().query("UPDATE users SET role = CASE id WHEN $1 THEN 'FAN'::role ELSE 'ADMIN' END WHERE id IN ($1, $2)", [
    admin.id,
    fan.id,
  ]);
  advance(61);
  expectError(await readOutbox(demoted), "FORBIDDEN", 403);
  expect((await readOutbox(promoted)).status).toBe(200);
});

test("a deleted user's session ends within a minute", async () => {
  const fan = await makeFan();
  const session = await signedIn(fan);
  expect((await wallet(session)).status).toBe(200);
  await pool().query("DELETE FROM wallet WHERE user_id = $1", [fan.id]);
  await pool().query("DELETE FROM users WHERE id = $1", [fan.id]);
  advance(61);
  expectError(await wallet(session), "UNAUTHENTICATED", 401);
});

test("a token is not cached past its expiry", async () => {
  const fan = await makeFan();
  const token = await encode({ token: buildClaims(fan), secret: env().NEXTAUTH_SECRET, maxAge: 30 });
  expect((await wallet(bearer(token))).status).toBe(200);
  advance(31 + 15); // and next-auth's clock tolerance of 15 s
  expectError(await wallet(bearer(token)), "UNAUTHENTICATED", 401);
});

test("without Postgres a fan's session counts by its signature and an admin's does not", async () => {
  const [fan, admin] = [await signedIn(await makeFan()), await signedIn(await makeAdmin())];
  const refusedConnection = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const queries = vi.spyOn(pool(), "query").mockImplementation(() => Promise.reject(refusedConnection));
  expect(await userOf(fan)).toMatchObject({ role: "FAN" });
  expect(await userOf(fan)).toMatchObject({ role: "FAN" });
  expect(queries).toHaveBeenCalledTimes(1); // cached, so not on every request
  await expect(userOf(admin)).rejects.toThrow("ECONNREFUSED");
  queries.mockRestore();
  expect(await userOf(admin)).toMatchObject({ role: "ADMIN" });
});

test("a session lookup does not wait for a Postgres that does not answer", async () => {
  const [fan, admin] = [await signedIn(await makeFan()), await signedIn(await makeAdmin())];
  vi.spyOn(pool(), "query").mockImplementation(() => new Promise(() => {}));
  const [fanResult, adminResult] = await Promise.allSettled([userOf(fan), userOf(admin)]);
  expect(fanResult).toMatchObject({ value: { role: "FAN" } });
  expect(adminResult).toMatchObject({ reason: { code: "UNAVAILABLE" } });
});

test("deleteExpiredRevocations() deletes a revocation once no token of its session can be valid", async () => {
  const session = await signedIn(await makeFan());
  await api("DELETE", "/api/sessions", { headers: session });
  await deleteExpiredRevocations();
  const ended = async () => Number((await pool().query("SELECT count(*) FROM ended_session")).rows[0].count);
  expect(await ended()).toBeGreaterThan(0);
  await movePostgresClock(7 * 24 * 3_600_000 + 1_000);
  expect(await deleteExpiredRevocations()).toBeGreaterThan(0);
  expect(await ended()).toBe(0);
});

test("createTokenCache() evicts the oldest entry when full, and does not cache a failure", async () => {
  const verified: string[] = [];
  const tokens = createTokenCache(
    randomUUID(),
    async (token) => {
      verified.push(token);
      if (token === "broken") throw new Error("not now");
      return { value: token, ttlMs: 60_000 };
    },
    2,
  );
  for (const token of ["one", "two", "three", "three", "two", "one"]) expect(await tokens.get(token)).toBe(token);
  expect(verified).toEqual(["one", "two", "three", "one"]);
  for (let times = 0; times < 2; times++) await expect(tokens.get("broken")).rejects.toThrow("not now");
  expect(verified.filter((token) => token === "broken")).toHaveLength(2);
});

test("a token without a session id is invalid", async () => {
  const { sid: _, ...claims } = buildClaims({ id: randomUUID(), email: "a@jari.test", name: "A", role: "ADMIN" });
  expect(await userOf(bearer(await encode({ token: claims, secret: env().NEXTAUTH_SECRET })))).toBeNull();
});
