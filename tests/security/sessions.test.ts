import { randomUUID } from "node:crypto";
import type { QueryConfig } from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authRoute } from "@/lib/auth/options";
import { readSessionChanges } from "@/lib/auth/session-changes";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { makeFan, PASSWORD, type TestUser } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { encryptedToken, signedToken } from "../support/session-tokens";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const DAY_MS = 24 * 3_600_000;

const COOKIE = "next-auth.session-token";
const cookiesOf = ({ headers }: Response) => headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** A request to next-auth's routes, answered in this process. */
function auth(action: string, cookie = "", fields?: Record<string, string>): Promise<Response> {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
  const request = new Request(`http://jari.test/api/auth/${action}`, { ...init, headers: { cookie } });
  return authRoute(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

type Renewal = { user?: { email: string }; expires?: string; token?: string };

/** What `/api/auth/session` says of a token, and the token that it sets. */
async function renew(token: string): Promise<Renewal> {
  const response = await auth("session", `${COOKIE}=${token}`);
  expect(response.status).toBe(200);
  const set = cookiesOf(response).find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return { ...(await response.json()), token: set?.slice(COOKIE.length + 1) || undefined };
}

const bearer = (token = "") => ({ authorization: `Bearer ${token}` });
const wallet = (token?: string) => api("GET", "/api/wallet", { headers: bearer(token) });
const signOut = (token: string) => api("DELETE", "/api/sessions", { headers: bearer(token) });

/** What next-auth's client does to sign in or out. */
async function submit(action: string, fields: Record<string, string>, cookie = ""): Promise<Response> {
  const csrf = await auth("csrf");
  const { csrfToken } = await csrf.json();
  return auth(action, [...cookiesOf(csrf), cookie].join("; "), { csrfToken, json: "true", ...fields });
}
const signIn = ({ email }: TestUser) => submit("callback/credentials", { email, password: PASSWORD });

describe("a session for ever", () => {
  test("renewal ends with the session's absolute end, however often it is asked for", async () => {
    const fan = await makeFan();
    const startedAt = Date.now();
    let token = signedToken(fan, { startedAt, issuedAt: startedAt });
    for (let day = 5; day <= 25; day += 5) {
      vi.setSystemTime(startedAt + day * DAY_MS);
      const renewed = await renew(token);
      expect(renewed).toMatchObject({ user: { email: fan.email } });
      expect(Date.parse(renewed.expires ?? "")).toBeLessThanOrEqual(startedAt + env().LOGIN_MAX_DAYS * DAY_MS);
      token = renewed.token ?? expect.fail("it was not renewed");
    }
    vi.setSystemTime(startedAt + 29.9 * DAY_MS);
    expect((await wallet(token)).status).toBe(200);
    expect(await renew(token)).toMatchObject({ user: { email: fan.email } });
    vi.setSystemTime(startedAt + 30 * DAY_MS + 60_000);
    expect(await renew(token)).toEqual({});
    expectError(await wallet(token), "UNAUTHENTICATED", 401);
  });

  test("an old encrypted token is renewed as a signed one, which ends thirty days after it was issued", async () => {
    const fan = await makeFan();
    const issuedAt = Date.now();
    const renewed = await renew(await encryptedToken(fan));
    expect(renewed.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{43}$/);
    vi.setSystemTime(issuedAt + 6 * DAY_MS);
    expect((await wallet(renewed.token)).status).toBe(200);
    vi.setSystemTime(issuedAt + 31 * DAY_MS);
    expectError(await wallet(renewed.token), "UNAUTHENTICATED", 401);
  });

  test("after signing out /api/auth/session says nothing of a copied token, though another process ended it", async () => {
    const token = signedToken(await makeFan());
    await readSessionChanges();
    expect((await renew(token)).user).toBeDefined();
    const { sid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    await pool().query("INSERT INTO ended_session (id, expires_at) VALUES ($1, now() + interval '7 days')", [sid]);
    expect(await renew(token)).toEqual({});
  });

  test("a token renewed before signing out ends with its session, and stays ended as long as it could live", async () => {
    const fan = await makeFan();
    const sessionId = randomUUID();
    const token = signedToken(fan, { sessionId });
    const renewed = (await renew(token)).token;
    expect(renewed).not.toBe(token);
    expect((await signOut(token)).status).toBe(204);
    expectError(await wallet(renewed), "UNAUTHENTICATED", 401);
    const { rows } = await pool().query("SELECT expires_at FROM ended_session WHERE id = $1", [sessionId]);
    expect(rows[0].expires_at.getTime()).toBeGreaterThan(Date.now() + (env().LOGIN_MAX_DAYS - 1) * DAY_MS);
  });

  test("without Postgres nothing is renewed, and the cookie stays", async () => {
    const token = signedToken(await makeFan());
    vi.spyOn(pool(), "query").mockImplementation(() => Promise.reject(new Error("connect ECONNREFUSED")));
    const response = await auth("session", `${COOKIE}=${token}`);
    expect([response.status, response.headers.getSetCookie()]).toEqual([503, []]);
  });

  test("it costs no write to ask for a session again", async () => {
    const first = (await renew(signedToken(await makeFan()))).token ?? expect.fail("it was not renewed");
    const queries = vi.spyOn(pool(), "query");
    expect((await renew(first)).token).toBe(first);
    expect(queries.mock.calls).toEqual([[expect.objectContaining({ name: "session_users" })]]);
  });
});

describe("next-auth's routes", () => {
  test("sign in to a session that its owner can see, and out of it with every copy", async () => {
    const fan = await makeFan();
    const response = await signIn(fan);
    expect(await response.json()).toEqual({ url: expect.stringMatching(/^http/) });
    const cookie = cookiesOf(response).find((one) => one.startsWith(`${COOKIE}=`)) ?? "";
    const token = cookie.slice(COOKIE.length + 1);
    expect((await wallet(token)).status).toBe(200);
    const { rows } = await pool().query("SELECT id FROM session WHERE user_id = $1", [fan.id]);
    expect(rows).toHaveLength(1);
    const out = await submit("signout", {}, cookie);
    expect(out.headers.getSetCookie().join()).toMatch(new RegExp(`${COOKIE}=;.*Max-Age=0`));
    expectError(await wallet(token), "UNAUTHENTICATED", 401);
  });

  test("answer 503 where Postgres cannot end or begin a session", async () => {
    const fan = await makeFan();
    const query = pool().query.bind(pool());
    vi.spyOn(pool(), "query").mockImplementation((sent: unknown) => {
      const config = sent as QueryConfig;
      return /^session_(create|end)$/.test(config.name ?? "") ? Promise.reject(new Error("down")) : query(config);
    });
    expect((await signIn(fan)).status).toBe(503);
    expect((await submit("signout", {}, `${COOKIE}=${signedToken(fan)}`)).status).toBe(503);
  });

  test.each([
    "javascript:alert(1)",
    "not a url",
    "http://jari.test/%",
    `http://jari.test/${"a".repeat(5_000)}`,
    "%E0%A4%A",
  ])("ignore a callback-url cookie that leads nowhere: %.40s", async (value) => {
    for (const cookie of [`next-auth.callback-url=${value}`, `next-auth.callback-url=${encodeURIComponent(value)}`]) {
      const response = await auth("csrf", cookie);
      expect(response.status).toBe(200);
      const url = response.headers.getSetCookie().find((one) => one.startsWith("next-auth.callback-url="));
      expect(decodeURIComponent(url ?? "")).toMatch(/^next-auth\.callback-url=http:\/\/[\w.]+(:\d+)?;/);
    }
  });
});
