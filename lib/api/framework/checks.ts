import { createHash, timingSafeEqual } from "node:crypto";
import { getSession } from "@/lib/auth/session";
import type { Principal } from "@/lib/auth/session-user";
import { clientIpFrom } from "@/lib/core/client-ip";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { findStoredResponse, hashRequest, type Idempotency } from "@/lib/core/idempotency";
import { consumeLocalLimit, type LocalLimit } from "@/lib/core/local-rate-limit";
import { PROOF_HEADER } from "@/lib/core/proof-of-work";
import type { Caller } from "@/lib/core/rate-limit";
import type { RequestContext } from "./context";
import type { Definition } from "./definition";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request bears this secret. Digests are compared, so that timing reveals nothing about it. */
export function hasBearerSecret({ headers }: Request, secret: string): boolean {
  const authorization = headers.get("authorization") ?? "";
  const given = /^bearer /i.test(authorization) ? authorization.slice(7).trim() : ""; // a secret may contain spaces
  return timingSafeEqual(sha256(given), sha256(secret));
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null);

/** Whether our own page sent the request, by Sec-Fetch-Site or else by Origin; another site can forge neither. */
export function isSameOrigin({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = hostOf(headers.get("origin") ?? "");
  if (!origin) return false;
  const { NEXTAUTH_URL } = env();
  const ownHosts = [headers.get("x-forwarded-host"), headers.get("host"), hostOf(url)];
  return ownHosts.includes(origin) || (NEXTAUTH_URL !== undefined && hostOf(NEXTAUTH_URL) === origin);
}

/** The session's user; null for `anyone`. @throws AppError UNAUTHENTICATED; FORBIDDEN, also for a cross-site change */
export async function requireUser({ auth, method }: Definition, request: Request): Promise<Principal | null> {
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

export const callerOf = ({ headers }: Request, context: RequestContext): Caller => ({
  address: clientIpFrom((name) => headers.get(name)),
  proof: headers.get(PROOF_HEADER),
  onRateLimit: (statuses) => {
    context.rateLimits = statuses;
  },
});

/** Whether a fan may call this endpoint only so often, counted by {@link limitReads}. */
export const isRead = ({ auth, method }: Pick<Definition, "auth" | "method">): boolean =>
  auth === "session" && method === "GET";

/** Counts a read of a fan. A flood of them is counted and not logged. @throws AppError TOO_MANY_REQUESTS */
export function limitReads(limit: LocalLimit, { id }: Principal, { headers }: Request, context: RequestContext): void {
  try {
    consumeLocalLimit(
      limit,
      id,
      clientIpFrom((name) => headers.get(name)),
    );
  } catch (error) {
    context.isShed = true;
    throw error;
  }
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** @throws AppError INVALID_INPUT for a malformed key */
export function assertIdempotencyKey(key: string): void {
  if (typeof key === "string" && KEY.test(key)) return;
  const errors = [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }];
  throw new AppError("INVALID_INPUT", { errors });
}

/** The key and its request's hash. @throws AppError IDEMPOTENCY_KEY_REQUIRED; INVALID_INPUT for a malformed key */
export function parseIdempotencyKey(
  need: "required" | "optional",
  { method, headers }: Request,
  { url }: RequestContext,
  json: unknown,
): Idempotency | undefined {
  const key = headers.get("idempotency-key")?.trim();
  if (!key && need === "required") throw new AppError("IDEMPOTENCY_KEY_REQUIRED");
  if (!key) return undefined;
  assertIdempotencyKey(key);
  return { key, requestHash: hashRequest(method, url.pathname, json) };
}

/** The stored success of this request, if any. @throws AppError IDEMPOTENCY_KEY_REUSED */
export const findReplay = async (user: Principal | null, idempotency: Idempotency | undefined) =>
  user && idempotency ? findStoredResponse(user.id, idempotency) : null;
