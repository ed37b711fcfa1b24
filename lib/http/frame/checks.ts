import { createHash, timingSafeEqual } from "node:crypto";
import { identify } from "@/lib/auth/session";
import type { Who } from "@/lib/auth/who";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { hashRequest, type Idempotency, replay } from "@/lib/core/idempotency";
import type { Said } from "@/lib/core/said";
import type { Asked } from "./asked";
import type { Definition } from "./definition";
import { isSameOrigin } from "./origin";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the caller knows this secret. Digests are compared, so that neither its content nor its length takes time. */
export function bears(headers: Said, secret: string): boolean {
  const said = headers.get("authorization") ?? "";
  const given = /^bearer /i.test(said) ? said.slice(7).trim() : ""; // a secret may hold spaces
  return timingSafeEqual(digest(given), digest(secret));
}

/**
 * Who is asking, when the endpoint wants to know; at once where their session is remembered.
 * @throws Refusal UNAUTHENTICATED; FORBIDDEN for a fan where an admin is needed, and for a change that rides on a
 * cookie without coming from our own pages
 */
export function identified({ who: wanted, method }: Definition, asked: Asked): Who | null | Promise<Who> {
  if (wanted === "anyone") return null;
  if (wanted === "cron") {
    if (!bears(asked.headers, env().CRON_SECRET)) throw new Refusal("UNAUTHENTICATED");
    return null;
  }
  const checked = (found: Awaited<ReturnType<typeof identify>>): Who => {
    if (!found) throw new Refusal("UNAUTHENTICATED");
    if (wanted === "admin" && found.who.role !== "ADMIN") throw new Refusal("FORBIDDEN");
    if (method !== "GET" && found.by === "cookie" && !isSameOrigin(asked)) throw new Refusal("FORBIDDEN");
    return found.who;
  };
  const found = identify(asked.headers);
  return found instanceof Promise ? found.then(checked) : checked(found);
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The request's Idempotency-Key with the hash it is compared by.
 * @throws Refusal IDEMPOTENCY_KEY_REQUIRED where one is needed; INVALID_INPUT for one that is no key
 */
export function idempotencyOf(
  need: "required" | "optional",
  { method, headers, path }: Asked,
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
