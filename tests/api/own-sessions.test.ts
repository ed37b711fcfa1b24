import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { makeFan, PASSWORD, type TestUser } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { encryptedToken, signedToken } from "../support/session-tokens";

type Sessions = { sessions: { id: string; device: string | null; current: boolean; lastSeenAt: string }[] };

const WHALE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/146.0.0.0 Whale/4.31 Safari/537.36";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1";
const as = (token: string, userAgent = "curl/8.5.0") => ({
  headers: { authorization: `Bearer ${token}`, "user-agent": userAgent },
});

async function signIn({ email }: TestUser, userAgent: string): Promise<string> {
  const body = { email, password: PASSWORD };
  const headers = { "user-agent": userAgent };
  return (await api<{ token: string }>("POST", "/api/sessions", { body, headers })).body.token;
}
const list = async (token: string, userAgent?: string) =>
  (await api<Sessions>("GET", "/api/me/sessions", as(token, userAgent))).body.sessions;
const wallet = (token: string) => api("GET", "/api/wallet", as(token));

test("GET /api/me/sessions lists where its user is signed in, this session first", async () => {
  const [fan, stranger] = [await makeFan(), await makeFan()];
  const [desk, phone] = [await signIn(fan, WHALE), await signIn(fan, SAFARI)];
  await signIn(stranger, WHALE);
  expect(await list(desk)).toMatchObject([
    { device: "Whale, Windows", current: true },
    { device: "Safari, iPhone", current: false },
  ]);
  expect((await list(phone)).map(({ device, current }) => [device, current])).toEqual([
    ["Safari, iPhone", true],
    ["Whale, Windows", false],
  ]);
});

test("GET /api/me/sessions lists a session of before there was a list, signed or encrypted", async () => {
  const fan = await makeFan();
  for (const token of [signedToken(fan), await encryptedToken(fan)]) {
    const [current] = await list(token, SAFARI);
    expect(current).toMatchObject({ device: "Safari, iPhone", current: true });
  }
  expect(await list(signedToken(fan))).toHaveLength(3);
});

test("DELETE /api/me/sessions/{sessionId} ends that session alone, and none of somebody else's", async () => {
  const [fan, stranger] = [await makeFan(), await makeFan()];
  const [desk, phone] = [await signIn(fan, WHALE), await signIn(fan, SAFARI)];
  const others = await signIn(stranger, WHALE);
  const id = (await list(desk)).find(({ current }) => !current)?.id;
  expectError(await api("DELETE", `/api/me/sessions/${id}`, as(others)), "NOT_FOUND", 404);
  expect((await wallet(phone)).status).toBe(200);
  expect((await api("DELETE", `/api/me/sessions/${id}`, as(desk))).status).toBe(204);
  expectError(await wallet(phone), "UNAUTHENTICATED", 401);
  expect(await list(desk)).toHaveLength(1);
  expectError(await api("DELETE", `/api/me/sessions/${id}`, as(desk)), "NOT_FOUND", 404);
  expectError(await api("DELETE", `/api/me/sessions/${randomUUID()}`, as(desk)), "NOT_FOUND", 404);
  expectError(await api("DELETE", "/api/me/sessions/1", as(desk)), "INVALID_INPUT", 422);
});

test("DELETE /api/me/sessions signs out everywhere, and who signs in again sees one session", async () => {
  const fan = await makeFan();
  const tokens = [await signIn(fan, WHALE), await signIn(fan, SAFARI), signedToken(fan), await encryptedToken(fan)];
  expect((await api("DELETE", "/api/me/sessions", as(tokens[0] ?? ""))).status).toBe(204);
  for (const token of tokens) expectError(await wallet(token), "UNAUTHENTICATED", 401);
  expect(await list(await signIn(fan, WHALE))).toHaveLength(1);
});

test("DELETE /api/sessions takes the session off the list", async () => {
  const fan = await makeFan();
  const [desk, phone] = [await signIn(fan, WHALE), await signIn(fan, SAFARI)];
  await api("DELETE", "/api/sessions", as(phone));
  expect(await list(desk)).toHaveLength(1);
});
