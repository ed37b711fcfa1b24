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

// The minute of a remembered session is this process's own; only Date moves, so that drivers keep their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signedIn = async (who: SessionUser) => bearer((await issueToken(who)).token);
const whoIs = (headers: Record<string, string>) => getSessionUser(new Headers(headers));
const wallet = (headers: Record<string, string>) => api("GET", "/api/wallet", { headers });

test("a session is verified once and remembered for a minute", async () => {
  const fan = await makeFan();
  const session = await signedIn(fan);
  await whoIs(session);
  const asked = vi.spyOn(pool(), "query");
  await Promise.all([whoIs(session), whoIs(session)]);
  pass(59);
  expect(await whoIs(session)).toMatchObject({ id: fan.id, role: "FAN" });
  expect(asked).not.toHaveBeenCalled();
  pass(2);
  await Promise.all([whoIs(session), whoIs(session)]);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("sessions that are all new are read by one statement, each its own", async () => {
  const [fan, admin, ended] = [await makeFan(), await makeAdmin(), await makeFan()];
  const over = await signedIn(ended);
  await revokeSession((await claimsIn(over)).sid, 60);
  const gone = await signedIn({ ...fan, id: randomUUID() });
  const all = [await signedIn(fan), await signedIn(admin), over, gone, bearer("no token"), await signedIn(fan)];
  pass(61); // so that nobody is remembered
  const asked = vi.spyOn(pool(), "query");
  const found = await Promise.all(all.map(whoIs));
  expect(found.map((who) => who?.id ?? null)).toEqual([fan.id, admin.id, null, null, null, fan.id]);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("a session that was signed out of is over: here at once, elsewhere within a minute, another of the same fan goes on", async () => {
  const fan = await makeFan();
  const [here, other] = [await signedIn(fan), await signedIn(fan)];
  const renewed = bearer(await encode({ token: await claimsIn(here), secret: env().NEXTAUTH_SECRET }));
  expect((await wallet(renewed)).status).toBe(200); // remembered, as another process would
  expect((await api("DELETE", "/api/sessions", { headers: here })).status).toBe(204);
  expectError(await wallet(here), "UNAUTHENTICATED", 401);
  pass(61);
  expectError(await wallet(renewed), "UNAUTHENTICATED", 401);
  expect(await decodeUnrevokedClaims(renewed.authorization.slice("Bearer ".length))).toBeNull();
  expect((await wallet(other)).status).toBe(200);
});

async function claimsIn({ authorization }: { authorization: string }) {
  return (await decodeUnrevokedClaims(authorization.slice("Bearer ".length))) ?? expect.fail("not a session");
}

test("a demoted admin is out within a minute, and a promoted fan is in", async () => {
  const [admin, fan] = [await makeAdmin(), await makeFan()];
  const [demoted, promoted] = [await signedIn(admin), await signedIn(fan)];
  const see = (headers: Record<string, string>) => api("GET", "/api/admin/outbox", { headers });
  expect((await see(demoted)).status).toBe(200);
  expectError(await see(promoted), "FORBIDDEN", 403);
  await pool().query("UPDATE users SET role = CASE id WHEN $1 THEN 'FAN'::role ELSE 'ADMIN' END WHERE id IN ($1, $2)", [
    admin.id,
    fan.id,
  ]);
  pass(61);
  expectError(await see(demoted), "FORBIDDEN", 403);
  expect((await see(promoted)).status).toBe(200);
});

test("a deleted user is out within a minute", async () => {
  const fan = await makeFan();
  const session = await signedIn(fan);
  expect((await wallet(session)).status).toBe(200);
  await pool().query("DELETE FROM wallet WHERE user_id = $1", [fan.id]);
  await pool().query("DELETE FROM users WHERE id = $1", [fan.id]);
  pass(61);
  expectError(await wallet(session), "UNAUTHENTICATED", 401);
});

test("a token is not remembered past its own end", async () => {
  const fan = await makeFan();
  const token = await encode({ token: buildClaims(fan), secret: env().NEXTAUTH_SECRET, maxAge: 30 });
  expect((await wallet(bearer(token))).status).toBe(200);
  pass(31 + 15); // and the quarter of a minute by which next-auth lets clocks differ
  expectError(await wallet(bearer(token)), "UNAUTHENTICATED", 401);
});

test("without Postgres a fan's session counts by its signature, an admin's does not", async () => {
  const [fan, admin] = [await signedIn(await makeFan()), await signedIn(await makeAdmin())];
  const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const asked = vi.spyOn(pool(), "query").mockImplementation(() => Promise.reject(gone));
  expect(await whoIs(fan)).toMatchObject({ role: "FAN" });
  expect(await whoIs(fan)).toMatchObject({ role: "FAN" });
  expect(asked).toHaveBeenCalledTimes(1); // not at every request
  await expect(whoIs(admin)).rejects.toThrow("ECONNREFUSED");
  asked.mockRestore();
  expect(await whoIs(admin)).toMatchObject({ role: "ADMIN" });
});

test("nor does a line wait for a Postgres that says nothing", async () => {
  const [fan, admin] = [await signedIn(await makeFan()), await signedIn(await makeAdmin())];
  const began = performance.now();
  vi.spyOn(pool(), "query").mockImplementation(() => new Promise(() => {}));
  const [whoever, refused] = await Promise.allSettled([whoIs(fan), whoIs(admin)]);
  expect(whoever).toMatchObject({ value: { role: "FAN" } });
  expect(refused).toMatchObject({ reason: { code: "UNAVAILABLE" } });
  expect(performance.now() - began).toBeLessThan(4_000); // the pool's own patience is five seconds and more
});

test("an ended session is forgotten once no token of it can be valid", async () => {
  const session = await signedIn(await makeFan());
  await api("DELETE", "/api/sessions", { headers: session });
  await deleteExpiredRevocations();
  const ended = async () => Number((await pool().query("SELECT count(*) FROM ended_session")).rows[0].count);
  expect(await ended()).toBeGreaterThan(0);
  await movePostgresClock(7 * 24 * 3_600_000 + 1_000);
  expect(await deleteExpiredRevocations()).toBeGreaterThan(0);
  expect(await ended()).toBe(0);
});

test("the oldest finding makes room for a new one, and a failed one is not kept", async () => {
  const asked: string[] = [];
  const tokens = createTokenCache(
    randomUUID(),
    async (token) => {
      asked.push(token);
      if (token === "broken") throw new Error("not now");
      return { value: token, ttlMs: 60_000 };
    },
    2,
  );
  for (const token of ["one", "two", "three", "three", "two", "one"]) expect(await tokens.get(token)).toBe(token);
  expect(asked).toEqual(["one", "two", "three", "one"]);
  for (let times = 0; times < 2; times++) await expect(tokens.get("broken")).rejects.toThrow("not now");
  expect(asked.filter((token) => token === "broken")).toHaveLength(2);
});

test("a token that names no session of ours is none", async () => {
  const { sid: _, ...claims } = buildClaims({ id: randomUUID(), email: "a@jari.test", name: "A", role: "ADMIN" });
  expect(await whoIs(bearer(await encode({ token: claims, secret: env().NEXTAUTH_SECRET })))).toBeNull();
});
