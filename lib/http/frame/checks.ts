import { createHash, timingSafeEqual } from "node:crypto";
import { identify, type Who } from "@/lib/auth/session";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { hashRequest, type Idempotency, replay } from "@/lib/core/idempotency";
import type { Definition } from "./definition";
import { isSameOrigin } from "./origin";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the caller knows CRON_SECRET. Digests are compared, so that neither its content nor its length takes time. */
function isCron(headers: Headers): boolean {
  const given = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(given), digest(env().CRON_SECRET));
}

/**
 * Who is asking, when the endpoint wants to know.
 * @throws Refusal UNAUTHENTICATED; FORBIDDEN for a fan where an admin is needed, and for a change that rides on a
 * cookie without coming from our own pages
 */
export async function identified({ who: wanted, method }: Definition, request: Request): Promise<Who | null> {
  if (wanted === "anyone") return null;
  if (wanted === "cron") {
    if (!isCron(request.headers)) throw new Refusal("UNAUTHENTICATED");
    return null;
  }
  const found = await identify(request.headers);
  if (!found) throw new Refusal("UNAUTHENTICATED");
  if (wanted === "admin" && found.who.role !== "ADMIN") throw new Refusal("FORBIDDEN");
  if (method !== "GET" && found.by === "cookie" && !isSameOrigin(request)) throw new Refusal("FORBIDDEN");
  return found.who;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The request's Idempotency-Key with the hash it is compared by.
 * @throws Refusal IDEMPOTENCY_KEY_REQUIRED where one is needed; INVALID_INPUT for one that is no key
 */
export function idempotencyOf(
  need: "required" | "optional",
  { method, headers }: Request,
  path: string,
  json: unknown,
): Idempotency | undefined {
  const key = headers.get("idempotency-key")?.trim();
  if (!key && need === "required") throw new Refusal("IDEMPOTENCY_KEY_REQUIRED");
  if (!key) return undefined;
  if (!KEY.test(key))
    throw new Refusal("INVALID_INPUT", {
      errors: [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }],
    });
  return { key, requestHash: hashRequest(method, path, json) };
}

/** The stored success of this very request, if it has had one. @throws Refusal IDEMPOTENCY_KEY_REUSED */
export const earlier = async (who: Who | null, idempotency: Idempotency | undefined) =>
  who && idempotency ? replay(who.id, idempotency) : null;
