import { beforeAll, describe, expect, test } from "vitest";
import { deviceCookie, knownDevice } from "@/lib/auth/known-device";
import { quotaFor } from "@/lib/core/rate-limit";
import { makeFan, PASSWORD, type TestUser } from "../support/fixtures";
import { api, expectError } from "../support/http";

beforeAll(() => {
  process.env.RATE_LIMIT_MULTIPLIER = "0.1"; // before the first use of a setting; small enough for a test to reach
  process.env.TRUSTED_PROXY_HEADER = "x-real-ip";
});

let host = 1;
const newAddress = () => `198.51.102.${host++}`;

/** A sign-in from an address that nobody has used. */
const signIn = ({ email }: TestUser, password: string, cookie?: string) =>
  api("POST", "/api/sessions", {
    body: { email, password },
    headers: { "x-real-ip": newAddress(), ...(cookie && { cookie }) },
  });

const cookieOf = ({ headers }: { headers: Headers }) => headers.get("set-cookie")?.split(";")[0] ?? "";

async function guessUntilLimited(fan: TestUser, cookie?: string): Promise<number> {
  for (let guesses = 0; guesses < 3 * quotaFor("sign-in-account"); guesses++)
    if ((await signIn(fan, `guess ${guesses}`, cookie)).status === 429) return guesses;
  throw new Error("no guess was refused");
}

describe("wrong passwords of one account", () => {
  test("are refused beyond the limit of the account, each from an address of its own", async () => {
    const fan = await makeFan();
    expect(await guessUntilLimited(fan)).toBeLessThanOrEqual(2 * quotaFor("sign-in-account")); // a window may have ended
    expectError(await signIn(fan, PASSWORD), "TOO_MANY_REQUESTS", 429);
    expect((await signIn(await makeFan(), PASSWORD)).status).toBe(201);
  });

  test("do not lock out a device that has signed in before, which has a limit of its own", async () => {
    const fan = await makeFan();
    const cookie = cookieOf(await signIn(fan, PASSWORD));
    await guessUntilLimited(fan);
    expect((await signIn(fan, PASSWORD, cookie)).status).toBe(201);
    await guessUntilLimited(fan, cookie);
    expectError(await signIn(fan, PASSWORD, cookie), "TOO_MANY_REQUESTS", 429);
  });

  test("are counted, and right ones are not", async () => {
    const fan = await makeFan();
    for (let signIns = 0; signIns < 3 * quotaFor("sign-in-account"); signIns++)
      expect((await signIn(fan, PASSWORD)).status).toBe(201);
  });
});

test("the cookie of a known device is bound to its account, signed, and holds no email", async () => {
  const [fan, other] = [await makeFan(), await makeFan()];
  const { name, value } = deviceCookie(fan.email);
  expect(`${name}${value}`).not.toContain(fan.email.split("@")[0]);
  expect(knownDevice(`a=b; ${name}=${value}`, fan.email.toUpperCase())).toHaveLength(22);
  expect(knownDevice(`${deviceCookie(other.email).name}=${value}`, other.email)).toBeNull();
  for (const forged of [
    "",
    "x",
    `${value.split(".")[0]}.`,
    `x${value}`,
    value.slice(0, -3),
    `${"a".repeat(22)}.${"b".repeat(43)}`,
  ])
    expect(knownDevice(`${name}=${forged}`, fan.email)).toBeNull();
});
