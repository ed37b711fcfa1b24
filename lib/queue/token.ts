import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";

/** One fan's entry in one concert's line; `admittedAt` (ms of the line's clock) once its token says so. */
export type Place = { concertId: string; userId: string; number: number; admittedAt?: number };

type Payload = [concertId: string, userId: string, number: number, issuedAt: number, admittedAt?: number];

const TOKEN_MAX = 512; // characters; ours have about 150

let key: Buffer | undefined;

/** A key of its own, so that no other signature made with NEXTAUTH_SECRET can pass for a place in line (RFC 5869). */
function signingKey(): Buffer {
  key ??= Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "jari queue token", 32));
  return key;
}

const macOf = (body: string) => createHmac("sha256", signingKey()).update(body).digest("base64url");

/**
 * The signed proof of a place: `base64url(payload).base64url(HMAC-SHA256)`. Signed anew with every ticket, and with
 * `admittedAt` (ms) once the fan was let in; every token of a place stays a valid proof of it.
 */
export function signToken({ concertId, userId, number, admittedAt }: Place): string {
  const payload: Payload = [concertId, userId, number, Date.now()];
  if (admittedAt !== undefined) payload.push(admittedAt);
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${macOf(body)}`;
}

/** The MAC is compared as text: decoding it would let several spellings of one token pass. */
function isSigned(body: string, mac: string): boolean {
  const given = Buffer.from(mac);
  const right = Buffer.from(macOf(body));
  return given.length === right.length && timingSafeEqual(given, right);
}

/**
 * The place a token proves, for the fan who shows it. Says nothing about whether the place still stands.
 * @throws Refusal QUEUE_TOKEN_INVALID for anything else: malformed, forged, another fan's, another concert's
 */
export function verifyToken(token: string, expect: { userId: string; concertId?: string }): Place {
  const [body = "", mac = "", ...rest] = token.length > TOKEN_MAX ? [] : token.split(".");
  if (rest.length > 0 || !isSigned(body, mac)) throw new Refusal("QUEUE_TOKEN_INVALID");
  const [concertId, userId, number, , admittedAt] = JSON.parse(Buffer.from(body, "base64url").toString()) as Payload;
  if (userId !== expect.userId || concertId !== (expect.concertId ?? concertId)) {
    throw new Refusal("QUEUE_TOKEN_INVALID");
  }
  return { concertId, userId, number, admittedAt };
}
