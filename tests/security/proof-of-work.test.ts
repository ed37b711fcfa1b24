import { randomUUID } from "node:crypto";
import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { beforeAll, describe, expect, test } from "vitest";
import { networkKey, rateLimitKey } from "@/lib/core/client-ip";
import { createProofChallenge, isProofFor } from "@/lib/core/proof-of-work";
import { makeConcert, makeFan, makeFans, type TestUser } from "../support/fixtures";
import { api, expectError } from "../support/http";

const MULTIPLIER = 0.1;
const FREE_SIGN_UPS = 300 * MULTIPLIER;

beforeAll(() => {
  process.env.RATE_LIMIT_MULTIPLIER = String(MULTIPLIER); // before the first use of a setting
  process.env.TRUSTED_PROXY_HEADER = "x-real-ip";
  process.env.PROOF_ABOVE_JOINS_PER_SECOND = "1"; // ten in a window
});

async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}

const challengeOf = (body: object) => (body as { challenge: Challenge }).challenge;

describe("signing up from one address", () => {
  const signUp = (address: string, email: string, proof = "") =>
    api("POST", "/api/users", {
      body: { email, password: "a long password", name: "Kim Jari" },
      headers: { "x-real-ip": address, "proof-of-work": proof },
    });
  const newEmail = () => `${randomUUID()}@jari.test`;

  test("needs a proof of work once a school's worth has signed up, bound to the email", async () => {
    for (let done = 0; done < FREE_SIGN_UPS; done++)
      expect((await signUp("198.51.103.1", newEmail())).status).toBe(201);
    const [email, other] = [newEmail(), newEmail()];
    const refused = await signUp("198.51.103.1", email);
    expectError(refused, "PROOF_REQUIRED", 428);
    const proof = await solve(challengeOf(refused.body));
    expectError(await signUp("198.51.103.1", other, proof), "PROOF_REQUIRED", 428);
    expect((await signUp("198.51.103.1", email, proof)).status).toBe(201);
    expect((await signUp("198.51.104.1", newEmail())).status).toBe(201);
  });
});

describe("joining while many join", () => {
  const join = (as: TestUser, concertId: string, proof = "") =>
    api("POST", "/api/queue", {
      as,
      body: { concertId },
      headers: { "x-real-ip": "198.51.105.1", "proof-of-work": proof },
    });

  test("needs a proof of work of a newcomer, and never of whoever is in line", async () => {
    const [{ id }, crowd, [first, second]] = [await makeConcert(), await makeFans(10), await makeFans(2)];
    if (!first || !second) throw new Error("no fans");
    for (const fan of crowd.slice(1)) expect((await join(fan, id)).status).toBe(201);
    expect((await join(first, id)).status).toBe(201);
    const refused = await join(second, id);
    expectError(refused, "PROOF_REQUIRED", 428);
    expect((await join(first, id)).status).toBe(200);
    const proof = await solve(challengeOf(refused.body));
    expectError(await join(await makeFan(), id, proof), "PROOF_REQUIRED", 428);
    expect((await join(second, id, proof)).status).toBe(201);
  });
});

describe("a proof", () => {
  test("is of one purpose, and none if anything of it was changed", async () => {
    const challenge = await createProofChallenge("a", 0);
    const proof = await solve(challenge);
    expect(await isProofFor("a", proof)).toBe(true);
    expect(await isProofFor("b", proof)).toBe(false);
    const { solution } = JSON.parse(Buffer.from(proof, "base64").toString());
    const forge = (change: object) =>
      Buffer.from(JSON.stringify({ challenge, solution, ...change })).toString("base64");
    const parameters = { ...challenge.parameters, expiresAt: 9_999_999_999 };
    expect(await isProofFor("a", forge({ challenge: { ...challenge, parameters } }))).toBe(false);
    expect(await isProofFor("a", forge({ solution: { ...solution, derivedKey: "00".repeat(32) } }))).toBe(false);
    for (const junk of [
      "",
      "x",
      "bnVsbA==",
      "e30=",
      "A".repeat(10_000),
      forge({ solution: null }),
      forge({ challenge: { parameters: {} } }),
    ])
      expect(await isProofFor("a", junk)).toBe(false);
  });
});

test("a network is the /24 of an IPv4 address and the /48 of an IPv6 one", () => {
  expect(networkKey(rateLimitKey("198.51.100.7"))).toBe("198.51.100.0/24");
  expect(networkKey(rateLimitKey("2001:db8:1:2:3::4"))).toBe("2001:db8:1::/48");
});
