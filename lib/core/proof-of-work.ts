import { createHash, randomInt } from "node:crypto";
import { type Challenge, createChallenge, type Payload, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { derivedKeys } from "./derived-keys";
import { AppError } from "./errors";

const VALID_SECONDS = 300;
const MAX_HEADER_LENGTH = 4_096;
const BASE_HASHES = 20_000; // a phone does them in about a tenth of a second
const MAX_DOUBLINGS = 8; // five million hashes: half a minute of a phone, for each attempt

/** The header in which a client sends its solution: base64 of JSON with `challenge` and `solution`. */
export const PROOF_HEADER = "proof-of-work";

const keys = () => derivedKeys("jari proof of work").map((key) => key.toString("hex"));
const digestOf = (purpose: string) => createHash("sha256").update(purpose).digest("base64url");

/**
 * A challenge for one purpose (an action and whoever does it), so that its solution serves nothing else and needs no
 * memory of ours. Each doubling makes it twice as much work, from 20,000 SHA-256 on.
 */
export function createProofChallenge(purpose: string, doublings: number): Promise<Challenge> {
  const [secret] = keys();
  return createChallenge({
    algorithm: "SHA-256",
    cost: 1,
    counter: randomInt(BASE_HASHES * 2 ** Math.min(Math.max(doublings, 0), MAX_DOUBLINGS)),
    deriveKey,
    data: { purpose: digestOf(purpose) },
    expiresAt: new Date(Date.now() + VALID_SECONDS * 1_000),
    hmacSignatureSecret: secret,
    hmacKeySignatureSecret: secret,
  });
}

function parsePayload(header: string): Payload | null {
  try {
    const payload: Payload | null = JSON.parse(Buffer.from(header, "base64").toString());
    return typeof payload?.challenge?.parameters === "object" && payload.challenge.parameters !== null ? payload : null;
  } catch {
    return null;
  }
}

async function isSolved({ challenge, solution }: Payload, secret: string): Promise<boolean> {
  const options = { challenge, solution, deriveKey, hmacSignatureSecret: secret, hmacKeySignatureSecret: secret };
  return (await verifySolution(options).catch(() => null))?.verified === true;
}

/** Whether a header holds a solution of one of our challenges for this purpose. */
export async function isProofFor(purpose: string, header: string | null | undefined): Promise<boolean> {
  const payload = header && header.length <= MAX_HEADER_LENGTH ? parsePayload(header) : null;
  if (payload?.challenge.parameters.data?.purpose !== digestOf(purpose)) return false;
  for (const secret of keys()) if (await isSolved(payload, secret)) return true;
  return false;
}

/** @throws AppError PROOF_REQUIRED with a challenge, unless the header holds a solution for this purpose */
export async function requireProof(
  purpose: string,
  header: string | null | undefined,
  doublings: number,
): Promise<void> {
  if (await isProofFor(purpose, header)) return;
  throw new AppError("PROOF_REQUIRED", { challenge: await createProofChallenge(purpose, doublings) });
}
