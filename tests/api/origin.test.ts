import { describe, expect, test } from "vitest";
import type { SessionUser } from "@/lib/auth/session-user";
import { makeFan } from "@/tests/support/fixtures";
import { api, expectError, sessionTokenOf } from "@/tests/support/http";
import { newKey } from "@/tests/support/scenarios";

const base = process.env.TEST_BASE_URL ?? "http://jari.test";
const cookieOf = async (user: SessionUser) => `locale=ko; next-auth.session-token=${await sessionTokenOf(user)}`;

/** A change that rides on the session cookie, as a browser would send it from somewhere. */
const charge = async (headers: Record<string, string>) =>
  api("POST", "/api/wallet/charges", {
    key: newKey(),
    body: { amount: 1 },
    headers: { cookie: await cookieOf(await makeFan()), ...headers },
  });

describe("a change authenticated by a session cookie", () => {
  test.each<Record<string, string>>([
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin", origin: "null" },
    { origin: base },
  ])("from our own pages is done: %j", async (headers) => expect((await charge(headers)).status).toBe(201));

  test.each<Record<string, string>>([
    {},
    { "sec-fetch-site": "cross-site", origin: base },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: `${base}.evil.test` },
  ])("from anywhere else is not: %j", async (headers) => expectError(await charge(headers), "FORBIDDEN", 403));
});

test("a read authenticated by a cookie needs no Origin", async () => {
  const answer = await api("GET", "/api/wallet", { headers: { cookie: await cookieOf(await makeFan()) } });
  expect(answer.status).toBe(200);
});

test("a session cookie may be chunked or have its secure name; a broken one is ignored", async () => {
  const token = await sessionTokenOf(await makeFan());
  const name = "__Secure-next-auth.session-token";
  const chunks = `${name}.0=${token.slice(0, 99)}; ${name}.1=${token.slice(99)}`;
  expect((await api("GET", "/api/wallet", { headers: { cookie: chunks } })).status).toBe(200);
  for (const cookie of [`${name}=${token}x`, `${name}=%E0%A4%A`, `${name}=`, "=;;=", `${name}.1=${token}`])
    expectError(await api("GET", "/api/wallet", { headers: { cookie } }), "UNAUTHENTICATED", 401);
});
