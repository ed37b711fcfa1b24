import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const HOST = "__Host-next-auth.session-token";
const SECURE = "__Secure-next-auth.session-token";
const PLAIN = "next-auth.session-token";

/** The module as a process with this NEXTAUTH_URL has it. */
async function servedAt(url: string) {
  vi.stubEnv("NEXTAUTH_URL", url);
  vi.resetModules();
  return import("@/lib/auth/session-cookies");
}
afterEach(() => vi.unstubAllEnvs());

describe("over https", () => {
  let module: Awaited<ReturnType<typeof servedAt>>;
  beforeEach(async () => {
    module = await servedAt("https://tickets.example.com");
  });

  test("the session cookie has the prefix that another host of the same site cannot set", () => {
    expect(module.sessionCookie()).toMatchObject({ name: HOST, secure: true, path: "/", httpOnly: true });
    expect(module.sessionCookie()).not.toHaveProperty("domain");
  });

  test("a session cookie without a prefix is not read, alone or beside others", () => {
    expect(module.readSessionCookie(`${PLAIN}=planted`)).toBeNull();
    expect(module.readSessionCookie(`${PLAIN}.0=plan; ${PLAIN}.1=ted`)).toBeNull();
    expect(module.readSessionCookie(`${PLAIN}=planted; ${HOST}=own`)).toMatchObject({ token: "own" });
  });

  test("of the older prefix only a token of its time counts, and only without the newer", () => {
    expect(module.readSessionCookie(`${SECURE}=old`)).toMatchObject({ token: "old", encryptedOnly: true });
    expect(module.readSessionCookie(`${SECURE}=old; ${HOST}=own`)).toMatchObject({
      token: "own",
      encryptedOnly: false,
    });
  });

  test("a deleted session cookie of either prefix is secure, without which browsers ignore it", () => {
    for (const name of [HOST, SECURE, `${SECURE}.0`])
      expect(module.deletedSessionCookie(name)).toMatchObject({ name, value: "", maxAge: 0, secure: true, path: "/" });
    expect(module.deletedSessionCookie(PLAIN)).toMatchObject({ maxAge: 0, secure: false });
    for (const name of ["locale", `${PLAIN}x`]) expect(module.deletedSessionCookie(name)).toBeNull();
  });
});

describe("over http", () => {
  test("the session cookie has no prefix, as a browser would refuse it", async () => {
    const { sessionCookie, readSessionCookie } = await servedAt("");
    expect(sessionCookie()).toMatchObject({ name: PLAIN, secure: false });
    expect(readSessionCookie(`${PLAIN}=own`)).toMatchObject({ token: "own", encryptedOnly: false });
  });
});

describe("cookieValue()", () => {
  test("joins chunks in order, and finds only whole names", async () => {
    const { cookieValue } = await servedAt("");
    const id = randomUUID();
    expect(cookieValue(`a=1; ${PLAIN}.1=cd; ${PLAIN}.0=ab; b=2`, PLAIN)).toBe("abcd");
    expect(cookieValue(`x${PLAIN}=${id}`, PLAIN)).toBeUndefined();
    expect(cookieValue(`${PLAIN}=a=b`, PLAIN)).toBe("a=b");
    expect(cookieValue(null, PLAIN)).toBeUndefined();
  });
});
