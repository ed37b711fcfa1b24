import { env } from "@/lib/core/env";
import type { RateLimitStatus } from "@/lib/core/rate-limit";
import type { RequestContext } from "./context";

export type RawBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Names are in lower case; null headers are not sent. */
export type ResponseHeaders = Readonly<Record<string, string | null>>;

export type HandlerResult = { status: number; body?: unknown; rawBody?: RawBody; headers?: ResponseHeaders };

type Header = [name: string, value: string];

const TWO_YEARS_SECONDS = 63_072_000; // what browsers' preload lists ask for

// OWASP's REST Security Cheat Sheet asks for these; next.config.ts has those that only matter to documents.
const ALWAYS: readonly Header[] = [
  ["x-content-type-options", "nosniff"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["x-frame-options", "DENY"],
  ["cross-origin-resource-policy", "same-origin"],
];
const OVER_HTTPS: readonly Header[] = [
  ...ALWAYS,
  ["strict-transport-security", `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`],
];
const JSON_TYPE: Header = ["content-type", "application/json"];
const NO_STORE: Header = ["cache-control", "no-store"];

export const isSecure = (request: Request): boolean =>
  env().NEXTAUTH_URL?.startsWith("https:") === true || request.url.startsWith("https:");

/** Strict-Transport-Security is sent only over https (RFC 6797 §7.2). */
export const securityHeaders = (request: Request): readonly Header[] => (isSecure(request) ? OVER_HTTPS : ALWAYS);

/**
 * Sends RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10), and the three fields of the drafts up
 * to 06, which most clients know, for the limit that will refuse first.
 */
function rateLimitHeaders(statuses: readonly RateLimitStatus[]): Header[] {
  const first = statuses.reduce((least, one) => (one.remaining < least.remaining ? one : least));
  return [
    ["ratelimit-policy", statuses.map((one) => `"${one.limit}";q=${one.quota};w=${one.windowSeconds}`).join(", ")],
    ["ratelimit", statuses.map((one) => `"${one.limit}";r=${one.remaining};t=${one.resetSeconds}`).join(", ")],
    ["ratelimit-limit", String(first.quota)],
    ["ratelimit-remaining", String(first.remaining)],
    ["ratelimit-reset", String(first.resetSeconds)],
  ];
}

/** The response's own and common headers. A response is personal (`no-store`) unless it says otherwise. */
export function buildHeaders(request: Request, context: RequestContext, own: ResponseHeaders = {}): Header[] {
  const headers: Header[] = [...securityHeaders(request), ["x-request-id", context.id]];
  if (own["cache-control"] === undefined) headers.push(NO_STORE);
  for (const name in own) {
    const value = own[name];
    if (value) headers.push([name, value]);
  }
  if (context.rateLimits.length > 0) headers.push(...rateLimitHeaders(context.rateLimits));
  return headers;
}

/** A handler's result as a Response, with the common headers. */
export function toResponse(request: Request, context: RequestContext, result: HandlerResult): Response {
  const { status, body, rawBody = null } = result;
  const headers = buildHeaders(request, context, result.headers);
  if (body === undefined) return new Response(rawBody, { status, headers });
  headers.push(JSON_TYPE);
  return new Response(JSON.stringify(body), { status, headers });
}
