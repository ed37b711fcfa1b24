import { createHash, timingSafeEqual } from "node:crypto";
import { getSession } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { HeaderReader } from "@/lib/core/headers";
import { findStoredResponse, hashRequest, type Idempotency } from "@/lib/core/idempotency";
import type { Definition } from "./definition";
import { isSameOrigin } from "./origin";
import type { Asked } from "./request";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the caller knows this secret. Digests are compared, so that neither its content nor its length takes time. */
export function hasBearerSecret(headers: HeaderReader, secret: string): boolean {
  const said = headers.get("authorization") ?? "";
  const given = /^bearer /i.test(said) ? said.slice(7).trim() : ""; // a secret may hold spaces
  return timingSafeEqual(digest(given), digest(secret));
}

/**
 * Who is asking, when the endpoint wants to know; at once where their session is remembered.
 * @throws AppError UNAUTHENTICATED; FORBIDDEN for a fan where an admin is needed, and for a change that rides on a
 * cookie without coming from our own pages
 */
export function identified(
  { who: wanted, method }: Definition,
  asked: Asked,
): SessionUser | null | Promise<SessionUser> {
  if (wanted === "anyone") return null;
  if (wanted === "cron") {
    if (!hasBearerSecret(asked.headers, env().CRON_SECRET)) throw new AppError("UNAUTHENTICATED");
    return null;
  }
  const checked = (found: Awaited<ReturnType<typeof getSession>>): SessionUser => {
    if (!found) throw new AppError("UNAUTHENTICATED");
    if (wanted === "admin" && found.user.role !== "ADMIN") throw new AppError("FORBIDDEN");
    if (method !== "GET" && found.source === "cookie" && !isSameOrigin(asked)) throw new AppError("FORBIDDEN");
    return found.user;
  };
  const found = getSession(asked.headers);
  return found instanceof Promise ? found.then(checked) : checked(found);
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The request's Idempotency-Key with the hash it is compared by.
 * @throws AppError IDEMPOTENCY_KEY_REQUIRED where one is needed; INVALID_INPUT for one that is no key
 */
export function parseIdempotencyKey(
  need: "required" | "optional",
  { method, headers, path }: Asked,
  json: unknown,
): Idempotency | undefined {
  const key = headers.get("idempotency-key")?.trim();
  if (!key && need === "required") throw new AppError("IDEMPOTENCY_KEY_REQUIRED");
  if (!key) return undefined;
  if (!KEY.test(key))
    throw new AppError("INVALID_INPUT", {
      errors: [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }],
    });
  return { key, requestHash: hashRequest(method, path, json) };
}

/** The stored success of this very request, if it has had one. @throws AppError IDEMPOTENCY_KEY_REUSED */
export const findReplay = async (who: SessionUser | null, idempotency: Idempotency | undefined) =>
  who && idempotency ? findStoredResponse(who.id, idempotency) : null;
