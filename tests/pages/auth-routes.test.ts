import { expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { makeFan, type TestUser } from "../support/fixtures";

const urlOf = (path: string) => new URL(path, process.env.TEST_BASE_URL);
const cookiesOf = ({ headers }: Response) => headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Signs in through next-auth's routes, as a client of next-auth does. */
async function signIn({ email, password }: TestUser, callbackUrl: string): Promise<{ url: string; cookie: string }> {
  const csrf = await fetch(urlOf("/api/auth/csrf"));
  const { csrfToken } = await csrf.json();
  const sent = { method: "POST", headers: { cookie: cookiesOf(csrf).join("; ") } };
  const body = new URLSearchParams({ csrfToken, email, password, callbackUrl, json: "true" });
  const response = await fetch(urlOf("/api/auth/callback/credentials"), { ...sent, body });
  const { url } = await response.json();
  return { url, cookie: cookiesOf(response).join("; ") };
}

test("next-auth's routes sign a fan in and lead only to a path of this site", async () => {
  const fan = await makeFan();
  const { url: own, cookie } = await signIn(fan, "/tickets");
  expect(new URL(own).pathname).toBe("/tickets");
  const session = await fetch(urlOf("/api/auth/session"), { headers: { cookie } });
  expect(await session.json()).toMatchObject({ user: { email: fan.email } });
  for (const elsewhere of ["https://evil.example/", "//evil.example", "/.//evil.example"])
    expect(new URL((await signIn(fan, elsewhere)).url).origin).toBe(new URL(own).origin);
});

test("next-auth's routes refuse a body above 64 KiB, and serve none of next-auth's pages", async () => {
  const body = new URLSearchParams({ email: "a".repeat(100_000), password: "p" });
  expect((await fetch(urlOf("/api/auth/callback/credentials"), { method: "POST", body })).status).toBe(413);
  for (const action of ["signin", "error", "verify-request"])
    expect((await fetch(urlOf(`/api/auth/${action}`), { redirect: "manual" })).status).toBe(404);
});

test("the page to sign in leads a visitor with a session to no other site", async () => {
  const cookie = `next-auth.session-token=${(await issueToken(await makeFan())).token}`;
  for (const next of ["//evil.example", "/.//evil.example", "/%5Cevil.example", "/%09/evil.example"]) {
    const { headers } = await fetch(urlOf(`/signin?next=${next}&js=off`), { headers: { cookie }, redirect: "manual" });
    expect(headers.get("location")).toBe("/");
  }
});
