import { createHmac, timingSafeEqual } from "node:crypto";
import { jwtDecrypt } from "jose";
import { z } from "zod";
import { derivedKeys } from "@/lib/core/derived-keys";
import type { Principal } from "./session-user";

/**
 * What a token says of its session. `sessionId` and `startedAt` stay the same when it is renewed; times are ms since 1970.
 * Encrypted tokens are next-auth's own, which were issued before tokens were signed.
 */
export type SessionClaims = {
  form: "signed" | "encrypted";
  userId: string;
  role: Principal["role"];
  sessionId: string;
  startedAt: number;
  issuedAt: number;
  expiresAt: number;
};

const CLOCK_TOLERANCE_MS = 15_000;
const MAX_LENGTH = { signed: 512, encrypted: 4_096 }; // characters; ours have about 350, next-auth's about 500

// RFC 8725 §3.11: the type keeps any other token from passing for a session, and there is no algorithm to choose.
const HEADER = Buffer.from('{"alg":"HS256","typ":"jari-session+jwt"}').toString("base64url");
const FORMAT = new RegExp(`^${HEADER}\\.([\\w-]+)\\.([\\w-]{43})$`);

const signingKeys = () => derivedKeys("jari session token");
const encryptionKeys = () => derivedKeys("NextAuth.js Generated Encryption Key");

type Payload = { sub: string; sid: string; role: Principal["role"]; auth_time: number; iat: number; exp: number };

const sign = (key: Buffer, body: string) =>
  createHmac("sha256", key).update(HEADER).update(".").update(body).digest("base64url");

/** Signs a token (RFC 7515, HS256) that names nobody but by their id. */
export function encodeSession({ userId, role, sessionId, startedAt, issuedAt, expiresAt }: SessionClaims): string {
  const times = { auth_time: startedAt / 1000, iat: issuedAt / 1000, exp: expiresAt / 1000 };
  const payload: Payload = { sub: userId, sid: sessionId, role, ...times };
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${HEADER}.${body}.${sign(signingKeys()[0], body)}`;
}

// The MAC is compared as text, because decoding it would accept several spellings of one token.
function isSigned(body: string, mac: string): boolean {
  const actual = Buffer.from(mac);
  return signingKeys().some((key) => timingSafeEqual(actual, Buffer.from(sign(key, body))));
}

const toMs = (seconds: number) => Math.round(seconds * 1000);

function decodeSigned(token: string): SessionClaims | null {
  const [, body = "", mac = ""] = (token.length <= MAX_LENGTH.signed && FORMAT.exec(token)) || [];
  if (!mac || !isSigned(body, mac)) return null;
  const { sub, sid, role, auth_time, iat, exp } = JSON.parse(Buffer.from(body, "base64url").toString()) as Payload;
  const times = { startedAt: toMs(auth_time), issuedAt: toMs(iat), expiresAt: toMs(exp) };
  return { form: "signed", userId: sub, role, sessionId: sid, ...times };
}

const encryptedSchema = z.looseObject({
  uid: z.guid(),
  sid: z.guid(),
  role: z.enum(["FAN", "ADMIN"]),
  iat: z.number(),
  exp: z.number(),
});

async function decrypt(token: string): Promise<unknown> {
  for (const key of encryptionKeys()) {
    try {
      const clockTolerance = CLOCK_TOLERANCE_MS / 1000;
      return (await jwtDecrypt(token, new Uint8Array(key), { clockTolerance })).payload;
    } catch {} // of another key, foreign or expired
  }
  return null;
}

async function decodeEncrypted(token: string): Promise<SessionClaims | null> {
  if (token.length > MAX_LENGTH.encrypted) return null;
  const { data } = encryptedSchema.safeParse(await decrypt(token));
  if (!data) return null;
  const times = { startedAt: toMs(data.iat), issuedAt: toMs(data.iat), expiresAt: toMs(data.exp) };
  return { form: "encrypted", userId: data.uid, role: data.role, sessionId: data.sid, ...times };
}

/** The claims of a token with a valid signature, also an expired one; null for a foreign or malformed one. */
export const decodeSession = (token: string): SessionClaims | null | Promise<SessionClaims | null> =>
  token.startsWith(HEADER) ? decodeSigned(token) : decodeEncrypted(token);

/** Whether a token has expired, by this process's clock and what clocks may differ. */
export const isExpired = ({ expiresAt }: SessionClaims): boolean => expiresAt + CLOCK_TOLERANCE_MS <= Date.now();
