import { createHash, timingSafeEqual } from "node:crypto";
import { getSession } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";
import { clientIpFrom } from "@/lib/core/client-ip";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { findStoredResponse, hashRequest, type Idempotency } from "@/lib/core/idempotency";
import type { Caller } from "@/lib/core/rate-limit";
import type { RequestContext } from "./context";
import type { Definition } from "./definition";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request bears this secret. Digests are compared, so that timing reveals neither its content nor its length. */
export function hasBearerSecret({ headers }: Request, secret: string): boolean {
  const authorization = headers.get("authorization") ?? "";
  const given = /^bearer /i.test(authorization) ? authorization.slice(7).trim() : ""; // a secret may contain spaces
  return timingSafeEqual(sha256(given), sha256(secret));
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * Whether the browser says that our own page sent this request: by Sec-Fetch-Site, or by Origin where a browser does not
 * send it. Another site can forge neither, nor the Host that Origin is compared with.
 */
export function isSameOrigin({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = hostOf(headers.get("origin") ?? "");
  if (!origin) return false;
  const { NEXTAUTH_URL } = env();
  const ownHosts = [headers.get("x-forwarded-host"), headers.get("host"), hostOf(url)];
  return ownHosts.includes(origin) || (NEXTAUTH_URL !== undefined && hostOf(NEXTAUTH_URL) === origin);
}

/**
 * The user of the session, where the endpoint needs one.
 * @throws AppError UNAUTHENTICATED; FORBIDDEN for a fan where an admin is needed, and for a change that a cookie authorises
 * and that does not come from our own pages
 */
export async function requireUser({ auth, method }: Definition, request: Request): Promise<SessionUser | null> {
  if (auth === "anyone") return null;
  if (auth === "cron") {
    if (!hasBearerSecret(request, env().CRON_SECRET)) throw new AppError("UNAUTHENTICATED");
    return null;
  }
  const session = await getSession(request.headers);
  if (!session) throw new AppError("UNAUTHENTICATED");
  if (auth === "admin" && session.user.role !== "ADMIN") throw new AppError("FORBIDDEN");
  if (method !== "GET" && session.source === "cookie" && !isSameOrigin(request)) throw new AppError("FORBIDDEN");
  return session.user;
}

/** The caller as rate limits see it. What is left of the limits is kept for the response's headers. */
export const callerOf = ({ headers }: Request, context: RequestContext): Caller => ({
  address: clientIpFrom((name) => headers.get(name)),
  onRateLimit: (statuses) => {
    context.rateLimits = statuses;
  },
});

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The Idempotency-Key with the hash of the request that it is compared by.
 * @throws AppError IDEMPOTENCY_KEY_REQUIRED; INVALID_INPUT for a malformed key
 */
export function parseIdempotencyKey(
  need: "required" | "optional",
  { method, headers }: Request,
  { url }: RequestContext,
  json: unknown,
): Idempotency | undefined {
  const key = headers.get("idempotency-key")?.trim();
  if (!key && need === "required") throw new AppError("IDEMPOTENCY_KEY_REQUIRED");
  if (!key) return undefined;
  if (!KEY.test(key)) {
    const errors = [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }];
    throw new AppError("INVALID_INPUT", { errors });
  }
  return { key, requestHash: hashRequest(method, url.pathname, json) };
}

/** The stored success of this very request, if it has had one. @throws AppError IDEMPOTENCY_KEY_REUSED */
export const findReplay = async (user: SessionUser | null, idempotency: Idempotency | undefined) =>
  user && idempotency ? findStoredResponse(user.id, idempotency) : null;
