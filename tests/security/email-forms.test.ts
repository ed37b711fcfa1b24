import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authorize } from "@/lib/auth/authorize";
import { canonicalEmail } from "@/lib/auth/email";
import { findUserByEmail } from "@/lib/auth/users";
import { quotaFor } from "@/lib/core/rate-limit";
import { api, expectError } from "@/tests/support/http";

const ASCII_DOMAIN = "xn--bj0bj06e.xn--3e0b707e";
const formsOf = (mailbox: string) =>
  ["한글.한국", "한글.한국".normalize("NFD"), "한글。한국", ASCII_DOMAIN, ASCII_DOMAIN.toUpperCase()].flatMap(
    (domain) => [`${mailbox}@${domain}`, `  ${mailbox.toUpperCase()}@${domain}\t`],
  );
const account = (email: string) => ({ email, password: "a long password", name: "Kim Jari" });

describe("the forms of one email", () => {
  test("open one account", async () => {
    for (const first of formsOf("fan")) {
      const mailbox = `fan-${randomUUID()}`;
      const { status, body } = await api("POST", "/api/users", { body: account(first.replace(/fan/i, mailbox)) });
      expect([status, body]).toMatchObject([201, { email: `${mailbox}@${ASCII_DOMAIN}` }]);
      for (const email of formsOf(mailbox))
        expectError(await api("POST", "/api/users", { body: account(email) }), "EMAIL_TAKEN", 409);
    }
  });

  test("sign in to one account, through the API and next-auth, and find it", async () => {
    const mailbox = `fan-${randomUUID()}`;
    const { body: user } = await api("POST", "/api/users", { body: account(`${mailbox}@한글.한국`) });
    for (const [index, email] of formsOf(mailbox).entries()) {
      if (index % 2 === 0) expect(await authorize(account(email), {})).toMatchObject(user);
      else expect((await api("POST", "/api/sessions", { body: account(email) })).body).toMatchObject({ user });
      expect(await findUserByEmail(email)).toMatchObject(user);
    }
  });

  test("share one limit of wrong passwords", async () => {
    const mailbox = `fan-${randomUUID()}`;
    const signIn = (email: string) => api("POST", "/api/sessions", { body: account(email) });
    const statuses: number[] = [];
    for (const email of [...formsOf(mailbox), ...formsOf(mailbox), ...formsOf(mailbox)])
      statuses.push((await signIn(email)).status);
    const checked = statuses.filter((status) => status === 401).length;
    expect(statuses.filter((status) => status === 429).length).toBe(statuses.length - checked);
    expect(checked).toBeGreaterThanOrEqual(quotaFor("sign-in"));
    expect(checked).toBeLessThan(2 * quotaFor("sign-in")); // a slow machine may see two windows, never a window a form
  });

  test.each([
    "a@한글",
    "a@한글.한국/x",
    "a@한 글.한국",
    "a@한글.한국@",
    "각@jari.test",
    "\u212Aim@jari.test",
    "a@xn--",
    "a@b.xn--",
  ])("do not include %s", async (email) =>
    expectError(await api("POST", "/api/users", { body: account(email) }), "INVALID_INPUT", 422),
  );

  test.each(["a@xn--zz.com", "a@xn--a.com", "A+b.c_d'e@JARI.test"])("keep an ASCII domain as it is: %s", (email) =>
    expect(canonicalEmail(email)).toBe(email.toLowerCase()),
  );
});
