import { createHmac, hkdfSync, randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeSession, encodeSession, isExpired, type SessionClaims } from "@/lib/auth/session-token";
import { env } from "@/lib/core/env";
import { encryptedToken, forgedToken } from "../../support/session-tokens";

const user = { id: randomUUID(), email: "private@jari.test", name: "Kim Private", role: "FAN" } as const;
const claims: SessionClaims = {
  form: "signed",
  userId: user.id,
  role: "FAN",
  sessionId: randomUUID(),
  startedAt: 1_790_000_000_123,
  issuedAt: 1_790_000_100_456,
  expiresAt: 1_790_600_000_789,
};

/** A token of this header and payload with a MAC of the key that sessions are signed with. */
function signedWith(header: string, payload: object, key = sessionKey()): string {
  const parts = [header, JSON.stringify(payload)].map((part) => Buffer.from(part).toString("base64url"));
  return `${parts.join(".")}.${createHmac("sha256", key).update(parts.join(".")).digest("base64url")}`;
}
const sessionKey = () => Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "jari session token", 32));
const HEADER = '{"alg":"HS256","typ":"jari-session+jwt"}';
const PAYLOAD = { sub: claims.userId, sid: claims.sessionId, role: "FAN", auth_time: 1, iat: 2, exp: 3 };

describe("a session token", () => {
  test("carries its claims to the millisecond, and neither name nor email", () => {
    const token = encodeSession(claims);
    expect(decodeSession(token)).toEqual(claims);
    expect(token.length).toBeLessThan(400);
    expect(Object.keys(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())).toSorted()).toEqual([
      "auth_time",
      "exp",
      "iat",
      "role",
      "sid",
      "sub",
    ]);
  });

  test("is a JWT that HS256 verifies, as any library would", () => {
    expect(decodeSession(signedWith(HEADER, PAYLOAD))).toMatchObject({ userId: claims.userId, expiresAt: 3_000 });
  });

  test.each([
    '{"alg":"none","typ":"jari-session+jwt"}',
    '{"alg":"HS256","typ":"JWT"}',
    '{"alg":"HS512","typ":"jari-session+jwt"}',
    '{"typ":"jari-session+jwt","alg":"HS256"}',
    '{"alg":"HS256","typ":"jari-session+jwt","kid":"x"}',
  ])("has one header and no other: %s", async (header) => {
    expect(await decodeSession(signedWith(header, PAYLOAD))).toBeNull();
  });

  test("is null for another key, the secret that the key is derived from, and no MAC", async () => {
    const other = Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "jari queue token", 32));
    for (const key of [other, Buffer.from(env().NEXTAUTH_SECRET), Buffer.alloc(0)])
      expect(await decodeSession(signedWith(HEADER, PAYLOAD, key))).toBeNull();
    const [header, payload] = encodeSession(claims).split(".");
    for (const token of [`${header}.${payload}.`, `${header}.${payload}`, forgedToken(user)])
      expect(await decodeSession(token)).toBeNull();
  });

  test("is null with any character changed, added or removed", async () => {
    const token = encodeSession(claims);
    for (let at = 0; at < token.length; at++) {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)];
      const other = token[at] === "A" ? "B" : "A";
      for (const tampered of [before + other + after, before + after, `${before}A${token.slice(at)}`])
        if (tampered !== token) expect(await decodeSession(tampered)).toBeNull();
    }
    for (const tampered of [
      `${token}=`,
      `${token}.`,
      ` ${token}`,
      `${token}\n`,
      `${token}.${token}`,
      "",
      "a.b.c",
      "자리",
    ])
      expect(await decodeSession(tampered)).toBeNull();
  });

  test("in next-auth's encrypted form has the same claims; it began when it was issued", async () => {
    const decoded = await decodeSession(await encryptedToken(user, { sessionId: claims.sessionId }));
    expect(decoded).toMatchObject({ form: "encrypted", userId: user.id, sessionId: claims.sessionId, role: "FAN" });
    expect(decoded?.startedAt).toBe(decoded?.issuedAt);
    expect(await decodeSession(await encryptedToken(user, { secret: "another".padEnd(40) }))).toBeNull();
    expect(await decodeSession(await encryptedToken(user, { maxAge: -60 }))).toBeNull();
    expect(await decodeSession(await encryptedToken({ ...user, id: "no uuid" }))).toBeNull();
  });

  test("isExpired() allows clocks to differ by fifteen seconds", () => {
    expect(isExpired({ ...claims, expiresAt: Date.now() - 14_000 })).toBe(false);
    expect(isExpired({ ...claims, expiresAt: Date.now() - 16_000 })).toBe(true);
  });
});

describe("a new NEXTAUTH_SECRET", () => {
  afterEach(() => vi.unstubAllEnvs());
  const [OLD, NEW] = ["the secret before".padEnd(40), "the secret now".padEnd(40)];

  /** The module as a process with these secrets has it. */
  async function withSecrets(current: string, previous = "") {
    vi.stubEnv("NEXTAUTH_SECRET", current);
    vi.stubEnv("NEXTAUTH_SECRET_PREVIOUS", previous);
    vi.resetModules();
    return import("@/lib/auth/session-token");
  }

  test("signs nobody out while the previous one is set, and everybody without it", async () => {
    const signed = (await withSecrets(OLD)).encodeSession(claims);
    const encrypted = await encryptedToken(user, { secret: OLD });
    const rotated = await withSecrets(NEW, OLD);
    for (const token of [signed, encrypted, rotated.encodeSession(claims)])
      expect(await rotated.decodeSession(token)).toMatchObject({ userId: user.id });
    const alone = await withSecrets(NEW);
    expect(await alone.decodeSession(rotated.encodeSession(claims))).toEqual(claims);
    for (const token of [signed, encrypted]) expect(await alone.decodeSession(token)).toBeNull();
  });
});
