import { createHmac, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { derivedKeys } from "@/lib/core/derived-keys";
import { AppError } from "@/lib/core/errors";

/** `admittedAt`: ms of the queue's clock, if the token has it. */
export type Place = { concertId: string; userId: string; number: number; admittedAt?: number };

type Payload = [concertId: string, userId: string, number: number, issuedAt: number, admittedAt?: number];

const MAX_TOKEN_LENGTH = 512; // characters; ours have about 150

const keys = () => derivedKeys("jari queue token");
const hmac = (key: Buffer, body: string) => createHmac("sha256", key).update(body).digest("base64url");

/** Signs `base64url(payload).base64url(HMAC-SHA256)`; every token of a place stays valid. */
export function signToken({ concertId, userId, number, admittedAt }: Place): string {
  const payload: Payload = [concertId, userId, number, Date.now()];
  if (admittedAt !== undefined) payload.push(admittedAt);
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${hmac(keys()[0], body)}`;
}

/** The key that signed it; undefined for none. The MAC is compared as text, because decoding would accept several spellings. */
function signingKeyOf(body: string, mac: string): Buffer | undefined {
  const actual = Buffer.from(mac);
  return keys().find((key) => {
    const expected = Buffer.from(hmac(key, body));
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
}

const MAX_CACHED_TOKENS = 10_000; // half a kilobyte each: twenty seconds of the polls of a queue
const verifiedPlaces = new LRUCache<string, Readonly<Place>>({ max: MAX_CACHED_TOKENS });
const verifiedTokens = new LRUCache<string, string>({ max: MAX_CACHED_TOKENS });

const claimsKey = ({ concertId, userId, number }: Place, admittedAt?: number) =>
  `${concertId}:${userId}:${number}:${admittedAt ?? ""}`;

function decodeVerified(token: string): Place {
  const [body = "", mac = "", ...rest] = token.length > MAX_TOKEN_LENGTH ? [] : token.split(".");
  const key = rest.length > 0 ? undefined : signingKeyOf(body, mac);
  if (!key) throw new AppError("QUEUE_TOKEN_INVALID");
  const [concertId, userId, number, , admittedAt] = JSON.parse(Buffer.from(body, "base64url").toString()) as Payload;
  const place = Object.freeze({ concertId, userId, number, admittedAt });
  verifiedPlaces.set(token, place);
  if (key === keys()[0]) verifiedTokens.set(claimsKey(place, admittedAt), token); // others are signed anew
  return place;
}

/** The place that a token of this fan proves; only the queue knows whether it has ended. @throws QUEUE_TOKEN_INVALID */
export function verifyToken(token: string, expect: { userId: string; concertId?: string }): Readonly<Place> {
  const place = verifiedPlaces.get(token) ?? decodeVerified(token);
  if (place.userId !== expect.userId || place.concertId !== (expect.concertId ?? place.concertId)) {
    throw new AppError("QUEUE_TOKEN_INVALID");
  }
  return place;
}

/** A token of this place with this `admittedAt`, reused if it was verified lately. */
export function tokenFor(place: Place, admittedAt?: number): string {
  return verifiedTokens.get(claimsKey(place, admittedAt)) ?? signToken({ ...place, admittedAt });
}
