import { createHmac, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { encodeSession, type SessionClaims } from "@/lib/auth/session-token";
import type { SessionUser } from "@/lib/auth/session-user";
import { env } from "@/lib/core/env";

type Encrypted = { sessionId?: string; maxAge?: number; secret?: string };

/** A token as every session had one before tokens were signed: next-auth's own. */
export function encryptedToken(
  { id, email, name, role }: SessionUser,
  { sessionId = randomUUID(), ...options }: Encrypted = {},
): Promise<string> {
  const token = { uid: id, sid: sessionId, email, name, role };
  return encode({ token, secret: env().NEXTAUTH_SECRET, ...options });
}

const HOUR_MS = 3_600_000;

/** A signed token of a session that began an hour ago and ends in six days, unless told otherwise. */
export function signedToken(
  { id, role }: Pick<SessionUser, "id" | "role">,
  claims: Partial<SessionClaims> = {},
): string {
  const startedAt = Date.now() - HOUR_MS;
  const times = { startedAt, issuedAt: startedAt, expiresAt: startedAt + 6 * 24 * HOUR_MS };
  return encodeSession({ form: "signed", userId: id, role, sessionId: randomUUID(), ...times, ...claims });
}

/** A token in the form of ours, signed by somebody else. */
export function forgedToken(user: Pick<SessionUser, "id" | "role">): string {
  const signed = signedToken(user).split(".").slice(0, 2).join(".");
  return `${signed}.${createHmac("sha256", "another secret, as long as the right one").update(signed).digest("base64url")}`;
}

export const expiredToken = (user: Pick<SessionUser, "id" | "role">): string =>
  signedToken(user, { expiresAt: Date.now() - 60_000 });
