import { randomUUID } from "node:crypto";
import { encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { throttleByKind } from "@/lib/core/throttled-log";
import { type Claims, decodeClaims } from "./claims";
import { loadSessionUser, revokeSession } from "./session-store";
import type { SessionUser } from "./session-user";
import { createTokenCache, type Verified } from "./token-cache";

export const SESSION_DAYS = 7; // design §1: login session
export const SESSION_MAX_AGE_SECONDS = SESSION_DAYS * 24 * 60 * 60;
const CACHE_TTL_MS = 60_000; // how long a revoked session or a changed role may still count in another process
const UNVERIFIED_TTL_MS = 5_000; // while Postgres does not answer
const LOG_INTERVAL_MS = 10_000;

declare module "next-auth/jwt" {
  interface JWT {
    uid?: string;
    sid?: string;
    role?: SessionUser["role"];
  }
}

export const buildClaims = ({ id, email, name, role }: SessionUser): JWT => ({
  uid: id,
  sid: randomUUID(),
  email,
  name,
  role,
});

/** Issues a new session as a bearer token: the JWT that next-auth also puts into its cookie. */
export async function issueToken(user: SessionUser): Promise<{ token: string; expiresAt: Date }> {
  const token = await encode({
    token: buildClaims(user),
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_MAX_AGE_SECONDS,
  });
  return { token, expiresAt: new Date(Date.now() + SESSION_MAX_AGE_SECONDS * 1000) };
}

/** The value of a cookie that may have chunks (`name.0`, `name.1`, …), as next-auth writes long ones. */
export function cookieValue(header: string | null, name: string): string | undefined {
  const jar = new Map<string, string>();
  for (const part of (header ?? "").split(/;\s*/)) {
    const at = part.indexOf("=");
    if (at > 0) jar.set(part.slice(0, at), part.slice(at + 1));
  }
  if (jar.has(name)) return jar.get(name);
  let whole = "";
  for (let chunk = 0; jar.has(`${name}.${chunk}`); chunk++) whole += jar.get(`${name}.${chunk}`);
  return whole || undefined;
}

export const SESSION_COOKIES = ["__Secure-next-auth.session-token", "next-auth.session-token"] as const;

/** A browser adds only a cookie by itself, so only a cookie needs a CSRF check. */
export type CredentialSource = "bearer" | "cookie";

function readCredentials(headers: Headers): { token: string; source: CredentialSource } | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return { token: bearer, source: "bearer" };
  const cookies = headers.get("cookie");
  const token = cookieValue(cookies, SESSION_COOKIES[0]) ?? cookieValue(cookies, SESSION_COOKIES[1]);
  return token ? { token, source: "cookie" } : null;
}

const logSignatureOnly = throttleByKind(LOG_INTERVAL_MS, (sessions) =>
  log.warn({ sessions }, "sessions count by their signature: Postgres did not answer"),
);

type VerifiedSession = { user: SessionUser; sid: string };
type Session = { user: SessionUser; source: CredentialSource };

async function verify(token: string): Promise<Verified<VerifiedSession | null> | null> {
  const claims = await decodeClaims(token);
  if (!claims) return null;
  const { uid, sid, email, name, role, exp } = claims;
  const leftMs = exp * 1000 - Date.now();
  try {
    const user = await loadSessionUser(uid, sid);
    return { value: user && { user, sid }, ttlMs: Math.min(CACHE_TTL_MS, leftMs) };
  } catch (error) {
    if (role !== "FAN") throw error;
    logSignatureOnly(String(error));
    const user = { id: uid, email, name: name ?? "", role };
    return { value: { user, sid }, ttlMs: Math.min(UNVERIFIED_TTL_MS, leftMs) };
  }
}

const tokenCache = createTokenCache("sessions", verify);

/**
 * The session of a request, verified at most once a minute; null without a valid one. While Postgres is down, a fan's
 * token counts by its signature alone. @throws AppError UNAVAILABLE, or Postgres's error, for an admin's
 */
export async function getSession(headers: Headers): Promise<Session | null> {
  const credentials = readCredentials(headers);
  const session = credentials && (await tokenCache.get(credentials.token));
  return session && { user: session.user, source: credentials.source };
}

export const getSessionUser = async (headers: Headers): Promise<SessionUser | null> =>
  (await getSession(headers))?.user ?? null;

/** A token's claims in next-auth's form; null for an invalid one or a revoked session. */
export async function decodeUnrevokedClaims(token: string): Promise<Claims | null> {
  return (await tokenCache.get(token)) ? decodeClaims(token) : null;
}

/** Revokes a request's session: in this process at once, in others within a minute. */
export async function endSession(headers: Headers): Promise<void> {
  const credentials = readCredentials(headers);
  const session = credentials && (await tokenCache.get(credentials.token));
  if (!session) return;
  await revokeSession(session.sid, SESSION_MAX_AGE_SECONDS);
  tokenCache.delete(credentials.token);
}
