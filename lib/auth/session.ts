import { randomUUID } from "node:crypto";
import { encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import type { Said } from "@/lib/core/said";
import { seldom } from "@/lib/core/seldom";
import { type Claims, claimsIn } from "./claims";
import { rememberedTokens } from "./remembered";
import { endStanding, standingOf } from "./standing";
import type { Who } from "./who";

export const SESSION_DAYS = 7; // design §1: login session
export const SESSION_MAX_AGE_SECONDS = SESSION_DAYS * 24 * 60 * 60;
const REMEMBERED_MS = 60_000; // docs/decisions/085: whoever signed out, was demoted or deleted is out within a minute
const ASK_AGAIN_MS = 5_000; // while Postgres does not answer
const TOLD_EVERY_MS = 10_000; // that it does not

declare module "next-auth/jwt" {
  interface JWT {
    uid?: string;
    /** The session, whose tokens next-auth may renew. */
    sid?: string;
    role?: Who["role"];
  }
}

/** The claims of a session that begins now. */
export const claimsOf = ({ id, email, name, role }: Who): JWT => ({ uid: id, sid: randomUUID(), email, name, role });

/** The session as a bearer token: the JWT that next-auth also puts into its cookie. */
export async function issueToken(who: Who): Promise<{ token: string; expiresAt: Date }> {
  const token = await encode({ token: claimsOf(who), secret: env().NEXTAUTH_SECRET, maxAge: SESSION_MAX_AGE_SECONDS });
  return { token, expiresAt: new Date(Date.now() + SESSION_MAX_AGE_SECONDS * 1000) };
}

/** The value of a cookie that may come in chunks (`name.0`, `name.1`, …), as next-auth writes long ones. */
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

/** How a session came: a program says it aloud, a browser adds its cookie to whatever page asks. */
export type Carrier = "bearer" | "cookie";

function carried(headers: Said): { token: string; by: Carrier } | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return { token: bearer, by: "bearer" };
  const cookies = headers.get("cookie");
  const token =
    cookieValue(cookies, "__Secure-next-auth.session-token") ?? cookieValue(cookies, "next-auth.session-token");
  return token ? { token, by: "cookie" } : null;
}

const unverified = seldom(TOLD_EVERY_MS, (sessions) =>
  log.warn({ sessions }, "sessions count by their signature: Postgres did not answer"),
);

type Session = { who: Who; sid: string };
type Identity = { who: Who; by: Carrier };

async function verify(token: string): Promise<{ value: Session | null; forMs: number }> {
  const claims = await claimsIn(token);
  if (!claims) return { value: null, forMs: 0 };
  const { uid, sid, email, name, role, exp } = claims;
  const leftMs = exp * 1000 - Date.now();
  try {
    const who = await standingOf(uid, sid);
    return { value: who && { who, sid }, forMs: Math.min(REMEMBERED_MS, leftMs) };
  } catch (error) {
    if (role !== "FAN") throw error;
    unverified(String(error));
    return { value: { who: { id: uid, email, name: name ?? "", role }, sid }, forMs: Math.min(ASK_AGAIN_MS, leftMs) };
  }
}

const sessions = rememberedTokens("sessions", verify);

/**
 * Who a request comes from and how it says so; null when it carries no session that is valid. A token is verified
 * and its user read once a minute. While Postgres does not answer, a fan's token counts by its signature, so that the
 * line goes on, and an admin's not at all. At once, where the token is remembered.
 */
export function identify(headers: Said): Identity | null | Promise<Identity | null> {
  const found = carried(headers);
  if (!found) return null;
  const { token, by } = found;
  const identity = (session: Session | null) => session && { who: session.who, by };
  const session = sessions.of(token);
  return session instanceof Promise ? session.then(identity) : identity(session);
}

/** The session a request carries, as a bearer token or as next-auth's cookie; null when there is none that is valid. */
export const sessionOf = async (headers: Said): Promise<Who | null> => (await identify(headers))?.who ?? null;

/** The claims of a token, as next-auth wants them; null also when its session was signed out of. */
export async function liveClaims(token: string): Promise<Claims | null> {
  return (await sessions.of(token)) ? claimsIn(token) : null;
}

/** Ends the session a request carries: here at once, in every other process within a minute. */
export async function endSession(headers: Said): Promise<void> {
  const found = carried(headers);
  const session = found && (await sessions.of(found.token));
  if (!session) return;
  await endStanding(session.sid, SESSION_MAX_AGE_SECONDS);
  sessions.forget(found.token);
}
