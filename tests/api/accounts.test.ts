import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { api, expectError } from "@/tests/support/http";

const fresh = () => ({ email: `fan-${randomUUID()}@jari.test`, password: "a long password", name: "Kim Jari" });
type User = { id: string; email: string; name: string };
type Session = { token: string; expiresAt: string; user: User & { role: string } };

describe("POST /api/users", () => {
  test("creates an account with an empty wallet", async () => {
    const given = fresh();
    const { status, body } = await api<User>("POST", "/api/users", { body: given });
    expect([status, body.email, body.name]).toEqual([201, given.email, given.name]);
    const session = await api<Session>("POST", "/api/sessions", { body: given });
    const wallet = await api<{ balance: number }>("GET", "/api/wallet", {
      headers: { authorization: `Bearer ${session.body.token}` },
    });
    expect(wallet.body).toMatchObject({ balance: 0, entries: [], next: null });
  });

  test("treats emails as case-insensitive", async () => {
    const given = fresh();
    await api("POST", "/api/users", { body: given });
    const again = await api("POST", "/api/users", { body: { ...given, email: given.email.toUpperCase() } });
    expectError(again, "EMAIL_TAKEN", 409);
  });

  test.each([
    ["email", { email: "nobody" }],
    ["email", { email: `${"a".repeat(250)}@jari.test` }],
    ["password", { password: "short" }],
    ["password", { password: "x".repeat(201) }],
    ["name", { name: "   " }],
    ["name", { name: "x".repeat(51) }],
    ["name", { name: "line\nbreak" }],
    ["name", { name: "nul\0" }],
    ["name", { name: "half \ud83d" }],
    ["name", { name: 7 }],
  ])("names what is wrong with the %s: %j", async (path, wrong) => {
    const answer = await api("POST", "/api/users", { body: { ...fresh(), ...wrong } });
    expectError(answer, "INVALID_INPUT", 422);
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path]);
  });

  test("trims the name", async () => {
    const { body } = await api<User>("POST", "/api/users", { body: { ...fresh(), name: "  김자리 " } });
    expect(body.name).toBe("김자리");
  });
});

describe("POST /api/sessions", () => {
  test("returns a token that is valid for seven days", async () => {
    const given = fresh();
    const { body: user } = await api<User>("POST", "/api/users", { body: given });
    const { status, body } = await api<Session>("POST", "/api/sessions", { body: given });
    expect(status).toBe(201);
    expect(body.user).toEqual({ ...user, role: "FAN" });
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
  });

  test("answers a wrong password and an unknown email alike", async () => {
    const given = fresh();
    await api("POST", "/api/users", { body: given });
    const wrong = await api("POST", "/api/sessions", { body: { ...given, password: "another password" } });
    const unknown = await api("POST", "/api/sessions", { body: { ...fresh(), password: "another password" } });
    expectError(wrong, "BAD_CREDENTIALS", 401);
    expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
    expect(wrong.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  const claiming = (address: string) => ({ "x-forwarded-for": address, "x-jari-client-address": address });

  test("limits an email to ten attempts a minute, whatever address a client claims, and limits no other email", async () => {
    const limit = 10 * env().RATE_LIMIT_MULTIPLIER;
    const body = { email: fresh().email, password: "guess" };
    const guess = (attempt: number) =>
      api("POST", "/api/sessions", { body, headers: claiming(`10.0.0.${attempt % 256}`) });
    for (let attempt = 0; attempt < limit; attempt++) expectError(await guess(attempt), "BAD_CREDENTIALS", 401);
    let stopped = await guess(limit); // the window slides: a few more may pass where a minute turns
    for (let attempt = 0; attempt < limit && stopped.status !== 429; attempt++) stopped = await guess(attempt);
    expectError(stopped, "TOO_MANY_REQUESTS", 429);
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expectError(
      await api("POST", "/api/sessions", { body: { ...body, email: fresh().email } }),
      "BAD_CREDENTIALS",
      401,
    );
  });
});
