import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/core/singleton";
import { deviceFrom } from "./device";
import { noteSeen, saveSeen } from "./last-seen";
import { markSessionEnded, markUserChanged, sessionStatus } from "./session-changes";
import { type CredentialSource, type Credentials, readCredentials, SESSION_MAX_AGE_SECONDS } from "./session-cookies";
import { cachedUser, forgetLookups } from "./session-lookup";
import { absoluteEndOf, createSession, loadSessionUser, revokeSession, revokeSessionsOf } from "./session-store";
import { decodeSession, encodeSession, isExpired, type SessionClaims } from "./session-token";
import type { Principal, SessionUser } from "./session-user";

const MAX_CACHED_TOKENS = 50_000; // half a kilobyte each
const RENEW_AFTER_MS = 3_600_000;

type IssuedToken = { token: string; expiresAt: Date };

/** `seenAt`: when this process last noted that the session is used. */
type VerifiedToken = { claims: SessionClaims; seenAt: number };

const verifiedTokens = () =>
  processSingleton("session tokens", () => new LRUCache<string, VerifiedToken>({ max: MAX_CACHED_TOKENS }));

// A token is cut out of a header, which it would keep in memory as a whole.
const copyOf = (token: string) => Buffer.from(token, "latin1").toString("latin1");

async function verifyToken(token: string): Promise<VerifiedToken | null> {
  const claims = await decodeSession(token);
  if (!claims) return null;
  const verified = { claims, seenAt: claims.issuedAt };
  verifiedTokens().set(copyOf(token), verified);
  return verified;
}

const isOver = (claims: SessionClaims) => isExpired(claims) || absoluteEndOf(claims.startedAt) <= Date.now();

/** The claims of a valid token, whether its session has ended or not. */
async function verifyCredentials(credentials: Credentials): Promise<VerifiedToken | null> {
  const { token, encryptedOnly } = credentials;
  const verified = verifiedTokens().get(token) ?? (await verifyToken(token));
  if (!verified || isOver(verified.claims)) return null;
  return encryptedOnly && verified.claims.form === "signed" ? null : verified;
}

/** An admin's role is looked up; a fan's session counts by its signature, unless it or its user is known to have changed. */
function principalOf(claims: SessionClaims): Principal | null | Promise<Principal | null> {
  const { sessionId, userId, role } = claims;
  const status = sessionStatus(sessionId, userId);
  if (status === "ended") return null;
  return status === "unchanged" && role === "FAN" ? { id: userId, role } : cachedUser(claims);
}

/** `claims` are of the token that the request brought. */
export type Session = { user: Principal; source: CredentialSource; claims: SessionClaims };

/**
 * The session of a request; null without a valid one. It is refused in this process at once when it ended here, and within
 * 15 s when it ended elsewhere. While Postgres is down, a fan's token counts by its signature unless its end is known.
 * @throws AppError UNAVAILABLE, or Postgres's error, for an admin's
 */
export async function getSession(headers: Headers): Promise<Session | null> {
  const credentials = readCredentials(headers);
  const verified = credentials && (await verifyCredentials(credentials));
  if (!verified) return null;
  const user = await principalOf(verified.claims);
  if (!user) return null;
  verified.seenAt = noteSeen(verified.claims, verified.seenAt, () => deviceFrom(headers.get("user-agent")));
  return { user, source: credentials.source, claims: verified.claims };
}

/**
 * The user of a request's session as Postgres has it, at most ten seconds ago; null without a valid one. While Postgres is
 * down, a fan's email and name are empty. @throws as `getSession`
 */
export async function getSessionUser(headers: Headers): Promise<SessionUser | null> {
  const session = await getSession(headers);
  return session && cachedUser(session.claims);
}

function issue(user: Principal, sessionId: string, startedAt: number): IssuedToken {
  const issuedAt = Date.now();
  const expiresAt = Math.min(issuedAt + SESSION_MAX_AGE_SECONDS * 1000, absoluteEndOf(startedAt));
  const claims = { form: "signed", userId: user.id, role: user.role, sessionId, startedAt } as const;
  const token = encodeSession({ ...claims, issuedAt, expiresAt });
  return { token, expiresAt: new Date(expiresAt) };
}

/** Begins a session, which its owner sees in the list of them; the token is a bearer token or a cookie's value. */
export async function startSession(user: Principal, userAgent: string | null): Promise<IssuedToken> {
  const id = randomUUID();
  const seconds = { seconds: SESSION_MAX_AGE_SECONDS };
  return issue(user, id, await createSession(id, user.id, deviceFrom(userAgent), seconds));
}

/** A token without a row in the list of sessions, for tests and tools. */
export const issueToken = async (user: Principal): Promise<IssuedToken> => issue(user, randomUUID(), Date.now());

/**
 * A token's session with its user, as Postgres has them now, and a token for seven days on if the given one is an hour old,
 * but never beyond the session's absolute end. Null for one that is over. @throws AppError UNAVAILABLE, or Postgres's error
 */
export async function renewSession(
  credentials: Credentials | null,
  userAgent: string | null,
): Promise<(IssuedToken & { user: SessionUser }) | null> {
  const claims = credentials && (await verifyCredentials(credentials))?.claims;
  const user = claims && (await loadSessionUser(claims));
  if (!user) return null;
  const now = Date.now();
  if (claims.form === "signed" && claims.role === user.role && now - claims.issuedAt < RENEW_AFTER_MS)
    return { token: credentials.token, expiresAt: new Date(claims.expiresAt), user };
  const expiresAt = Math.min(now + SESSION_MAX_AGE_SECONDS * 1000, absoluteEndOf(claims.startedAt));
  const renewed: SessionClaims = { ...claims, form: "signed", role: user.role, issuedAt: now, expiresAt };
  await saveSeen([{ claims: renewed, device: deviceFrom(userAgent) }]);
  return { token: encodeSession(renewed), expiresAt: new Date(expiresAt), user };
}

/** Ends the session of a token and of all its copies: in this process at once, in others within 15 s. */
export async function endSession(credentials: Credentials | null): Promise<void> {
  const claims = credentials && (await verifyCredentials(credentials))?.claims;
  if (!claims) return;
  await revokeSession(claims);
  markSessionEnded(claims.sessionId);
}

/** Ends every session that a user has: in this process at once, in others within 15 s. */
export async function endAllSessions(userId: string): Promise<void> {
  await revokeSessionsOf(userId);
  markUserChanged(userId);
  forgetLookups();
}
