import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";

const [OLD, NEW, OTHER] = ["the secret before", "the secret now", "another"].map((secret) => secret.padEnd(40));
const csrf = (token: string, secret = "") =>
  `${token}|${createHash("sha256").update(`${token}${secret}`).digest("hex")}`;

/** The module as a process with these settings has it. */
async function withSettings(settings: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  return import("@/lib/auth/auth-cookies");
}
afterEach(() => vi.unstubAllEnvs());

const CSRF = "next-auth.csrf-token";
const BACK = "next-auth.callback-url";

test("a csrf token of the previous secret is one of the current, and one of another secret stays what it is", async () => {
  const { authCookies } = await withSettings({ NEXTAUTH_SECRET: NEW, NEXTAUTH_SECRET_PREVIOUS: OLD });
  const read = (value: string) => authCookies(`${CSRF}=${encodeURIComponent(value)}`, null)[CSRF];
  expect(read(csrf("t", OLD))).toBe(csrf("t", NEW));
  for (const value of [csrf("t", NEW), csrf("t", OTHER), "t", "|"]) expect(read(value)).toBe(value);
});

test("over https next-auth reads its own cookies with their prefixes alone", async () => {
  const { authCookies } = await withSettings({ NEXTAUTH_URL: "https://jari.test" });
  const back = "https%3A%2F%2Fjari.test%2Ftickets";
  expect(authCookies(`${CSRF}=a; ${BACK}=${back}`, null)).toEqual({});
  expect(authCookies(`__Host-${CSRF}=a; __Secure-${BACK}=${back}; other=x`, null)).toEqual({
    [`__Host-${CSRF}`]: "a",
    [`__Secure-${BACK}`]: "https://jari.test/tickets",
  });
});

test.each([
  ["javascript%3Aalert(1)", undefined],
  ["nowhere", undefined],
  ["%E0%A4%A", undefined],
  [`http%3A%2F%2Fjari.test%2F${"a".repeat(2_048)}`, undefined],
  ["http%3A%2F%2Fjari.test%2Ftickets", "http://jari.test/tickets"],
])("a callback-url of %.40s is read as %s", async (value, url) => {
  const { authCookies } = await withSettings({});
  expect(authCookies(`${BACK}=${value}`, null)[BACK]).toBe(url);
});

test("a csrf token of more than 256 characters is not read", async () => {
  const { authCookies } = await withSettings({});
  expect(authCookies(`${CSRF}=${"a".repeat(257)}`, null)).toEqual({});
});
