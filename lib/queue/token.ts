import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** One fan's entry in one concert's line; `admittedAt` (ms of the line's clock) once its token says so. */
export type Place = { concertId: string; userId: string; number: number; admittedAt?: number };

type Payload = [concertId: string, userId: string, number: number, issuedAt: number, admittedAt?: number];

const MAX_TOKEN_LENGTH = 512; // characters; ours have about 150

let key: Buffer | undefined;

/** A key of its own, so that no other signature made with NEXTAUTH_SECRET can pass for a place in line (RFC 5869). */
function signingKey(): Buffer {
  key ??= Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "jari queue token", 32));
  return key;
}

const hmac = (body: string) => createHmac("sha256", signingKey()).update(body).digest("base64url");

/**
 * The signed proof of a place: `base64url(payload).base64url(HMAC-SHA256)`. Signed anew on admission, with
 * `admittedAt` (ms); every token of a place stays a valid proof of it.
 */
export function signToken({ concertId, userId, number, admittedAt }: Place): string {
  const payload: Payload = [concertId, userId, number, Date.now()];
  if (admittedAt !== undefined) payload.push(admittedAt);
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${hmac(body)}`;
}

/** The MAC is compared as text: decoding it would let several spellings of one token pass. */
function isSigned(body: string, mac: string): boolean {
  const given = Buffer.from(mac);
  const right = Buffer.from(hmac(body));
  return given.length === right.length && timingSafeEqual(given, right);
}

const MAX_CACHED_TOKENS = 10_000; // tokens, half a kilobyte each: twenty seconds of the polls of a line
const verifiedTokens = new Map<string, Place>(); // whoever waits near the front shows the same token every two seconds
const tokenByPlace = new WeakMap<Place, string>();

function decodeVerified(token: string): Place {
  const [body = "", mac = "", ...rest] = token.length > MAX_TOKEN_LENGTH ? [] : token.split(".");
  if (rest.length > 0 || !isSigned(body, mac)) throw new AppError("QUEUE_TOKEN_INVALID");
  const [concertId, userId, number, , admittedAt] = JSON.parse(Buffer.from(body, "base64url").toString()) as Payload;
  const place = Object.freeze({ concertId, userId, number, admittedAt });
  if (verifiedTokens.size >= MAX_CACHED_TOKENS) verifiedTokens.clear();
  verifiedTokens.set(token, place);
  tokenByPlace.set(place, token);
  return place;
}

/**
 * The place a token proves, for the fan who shows it. Says nothing about whether the place still stands.
 * @throws AppError QUEUE_TOKEN_INVALID for anything else: malformed, forged, another fan's, another concert's
 */
export function verifyToken(token: string, expect: { userId: string; concertId?: string }): Readonly<Place> {
  const place = verifiedTokens.get(token) ?? decodeVerified(token);
  if (place.userId !== expect.userId || place.concertId !== (expect.concertId ?? place.concertId)) {
    throw new AppError("QUEUE_TOKEN_INVALID");
  }
  return place;
}

/** The token that says this of a place: the one it was proved by, where that says the same; else a new one. */
export const tokenFor = (place: Place, admittedAt?: number): string =>
  (place.admittedAt === admittedAt ? tokenByPlace.get(place) : undefined) ?? signToken({ ...place, admittedAt });
