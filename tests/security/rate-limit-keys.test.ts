import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { textField } from "@/app/_lib/text-field";
import { authorize } from "@/lib/auth/authorize";
import { consumeLimits, quotaFor } from "@/lib/core/rate-limit";
import { redis } from "@/lib/core/redis";
import { api, expectError } from "../support/http";

const HUGE = "a".repeat(7_900_000);
const PASSWORD = "a long password";
const HEADER = "x-real-ip";
const NO_CALLER = { address: null, onRateLimit() {} };

beforeAll(() => {
  process.env.RATE_LIMIT_MULTIPLIER = "0.1"; // before the first use of a setting; small enough for a test to reach
  process.env.TRUSTED_PROXY_HEADER = HEADER;
});

let keysBefore: string[];
const limitKeys = () => redis().keys("jari:limit:*");
const newKeys = async () => (await limitKeys()).filter((key) => !keysBefore.includes(key));
beforeEach(async () => {
  keysBefore = await limitKeys();
});

let host = 1;
const newAddress = () => `198.51.101.${host++}`;
const newEmail = () => `${randomUUID()}@jari.test`;

describe("the keys of rate limits", () => {
  test("have one length, whatever is counted", async () => {
    for (const identifier of ["a", newEmail(), `{}${HUGE}`, "\r\n\0"])
      await consumeLimits([{ limit: "sign-in", identifier }], NO_CALLER);
    const keys = await newKeys();
    expect(keys).toHaveLength(4);
    expect(new Set(keys.map(({ length }) => length)).size).toBe(1);
    expect(keys[0]?.length).toBeLessThan(120);
  });

  test("do not hold an email", async () => {
    const email = newEmail();
    await api("POST", "/api/sessions", { body: { email, password: PASSWORD }, headers: { [HEADER]: newAddress() } });
    const keys = await newKeys();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => key.includes(email))).toEqual([]);
  });

  test("expire", async () => {
    await consumeLimits([{ limit: "sign-in", identifier: newEmail() }], NO_CALLER);
    for (const key of await newKeys()) expect(await redis().pttl(key)).toBeGreaterThan(0);
  });

  test("are not written for emails from an address beyond its limit", async () => {
    const headers = { [HEADER]: newAddress() };
    const signIn = () => api("POST", "/api/sessions", { body: { email: newEmail(), password: PASSWORD }, headers });
    let status = 0;
    for (let sent = 0; status !== 429 && sent < 3 * quotaFor("sign-in-address"); sent++) ({ status } = await signIn());
    expect(status).toBe(429);
    keysBefore = await limitKeys();
    const refused = await Promise.all(Array.from({ length: 50 }, signIn));
    // A window that ended meanwhile lets a few through again.
    const passed = refused.filter((answer) => answer.status !== 429).length;
    const written = (await newKeys()).filter((key) => key.startsWith("jari:limit:sign-in:"));
    expect(written.length).toBeLessThanOrEqual(passed);
    expect(passed).toBeLessThan(50);
  });
});

describe("every way to sign in or up", () => {
  test.each([
    ["an email", { email: HUGE, password: PASSWORD }],
    ["an email of 255 characters", { email: `${"a".repeat(245)}@jari.test`, password: PASSWORD }],
    ["a password", { email: "fan@jari.test", password: HUGE }],
    ["a password of 201 characters", { email: "fan@jari.test", password: "p".repeat(201) }],
  ])("next-auth's credentials refuse %s that is too long, and write no key", async (_, credentials) => {
    expect(await authorize(credentials, { headers: { [HEADER]: newAddress() } })).toBeNull();
    expect(await newKeys()).toEqual([]);
  });

  const long = "a".repeat(60_000);
  test.each([
    ["/api/sessions", "email", { email: long, password: PASSWORD }],
    ["/api/sessions", "password", { email: "fan@jari.test", password: long }],
    ["/api/users", "email", { email: `${long}@jari.test`, password: PASSWORD, name: "Kim Jari" }],
    ["/api/users", "password", { email: "fan@jari.test", password: long, name: "Kim Jari" }],
    ["/api/users", "name", { email: "fan@jari.test", password: PASSWORD, name: long }],
  ])("POST %s refuses a long %s, and writes no key", async (path, field, body) => {
    const answer = await api("POST", path, { body, headers: { [HEADER]: newAddress() } });
    expectError(answer, "INVALID_INPUT", 422);
    expect(answer.body.errors?.map((error) => error.path)).toEqual([field]);
    expect(await newKeys()).toEqual([]);
  });

  test("the pages' forms cut a field above what any endpoint takes", () => {
    const form = new FormData();
    form.set("email", HUGE);
    form.set("name", new File([HUGE], "name.txt"));
    expect(textField(form, "email").length).toBe(512);
    expect([textField(form, "name"), textField(form, "password")]).toEqual(["", ""]);
    const noForm: FormData = JSON.parse("[]"); // an action can be called with anything
    expect(textField(noForm, "email")).toBe("");
  });
});
