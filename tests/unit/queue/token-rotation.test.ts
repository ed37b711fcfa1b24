import { afterEach, expect, test, vi } from "vitest";

const [OLD, NEW, OTHER] = ["the secret before", "the secret now", "another secret"].map((secret) => secret.padEnd(40));
const place = { concertId: "7", userId: "6f2c1f5e-7d0a-4c6b-9a55-0d7f3f5b8f10", number: 4_711 };

/** The module as a process with these secrets has it. */
async function withSecrets(current = "", previous = "") {
  vi.stubEnv("NEXTAUTH_SECRET", current);
  vi.stubEnv("NEXTAUTH_SECRET_PREVIOUS", previous);
  vi.resetModules();
  return import("@/lib/queue/token");
}

afterEach(() => vi.unstubAllEnvs());

test("a queue token of the previous secret is valid, and is signed anew with the current one", async () => {
  const old = (await withSecrets(OLD)).signToken(place);
  const rotated = await withSecrets(NEW, OLD);
  const verified = rotated.verifyToken(old, place);
  expect(verified).toEqual(place);
  const renewed = rotated.tokenFor(verified);
  expect((await withSecrets(NEW)).verifyToken(renewed, place)).toEqual(place);
});

test("a queue token of a secret that is no longer set is invalid", async () => {
  const old = (await withSecrets(OLD)).signToken(place);
  for (const [current, previous] of [[NEW], [NEW, OTHER]]) {
    const { verifyToken } = await withSecrets(current, previous);
    expect(() => verifyToken(old, place)).toThrow(expect.objectContaining({ code: "QUEUE_TOKEN_INVALID" }));
  }
});
