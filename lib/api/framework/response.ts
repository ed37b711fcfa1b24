import { rateLimitHeaders } from "./rate-limit-headers";
import type { Asked } from "./request";
import { securityHeaders } from "./security-headers";

/** A body that was made before: text, packed text, or text as it comes. */
export type Made = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Headers of one answer, by name in lower case. Those that are null are not sent. */
export type Own = Readonly<Record<string, string | null>>;

/** What an endpoint answers: one of its declared statuses, the body that status declares (or text), headers of its own. */
export type Answer = { status: number; body?: unknown; text?: Made; headers?: Own };

/** An answer as it goes out, on whichever mount. `headers` are names and values in turn, as node writes them fastest. */
export type Reply = { status: number; headers: string[]; body: Made | null };

/** `own`, and what every answer to this request says beside: its id, what limits are left, how it may be used. */
export function headersOf(asked: Asked, own: Own): string[] {
  const headers = [...securityHeaders(asked), "x-request-id", asked.id];
  if (own["cache-control"] === undefined) headers.push("cache-control", "no-store");
  for (const name in own) {
    const value = own[name];
    if (value) headers.push(name, value);
  }
  if (asked.standings.length > 0) headers.push(...rateLimitHeaders(asked.standings));
  return headers;
}

const NONE = {};
const JSON_TYPE = "application/json";

/** The answer as it goes out; it is personal unless it says otherwise. */
export function respond(asked: Asked, { status, body, text, headers: own = NONE }: Answer): Reply {
  const headers = headersOf(asked, own);
  if (body === undefined) return { status, headers, body: text ?? null };
  headers.push("content-type", JSON_TYPE);
  return { status, headers, body: JSON.stringify(body) };
}
