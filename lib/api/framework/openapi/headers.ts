import type { ErrorCode } from "@/lib/core/errors";
import { LOCALES } from "@/lib/core/locales";
import type { Json } from "./schema";

export const HEADERS = {
  "X-Request-Id": {
    description: "Finds this response in the logs",
    schema: { type: "string", format: "uuid" },
    example: "0b0f0a52-3f0c-4f7e-9a2b-6f1f0f4f3c1d",
  },
  "Retry-After": {
    description: "Seconds until it is worth asking again (RFC 9110 §10.2.3)",
    schema: { type: "integer", minimum: 1 },
    example: 1,
  },
  "Idempotency-Replayed": {
    description: "`true` where this is the response of an earlier request with the same Idempotency-Key",
    schema: { type: "string", const: "true" },
    example: "true",
  },
  ETag: {
    description: "Names this content: send it back as If-None-Match to get a 304 while it stays the same",
    schema: { type: "string" },
    example: 'W/"Vq2Ckv1J6CqS6Wc0dYwK0pD5b1k"',
  },
  "Cache-Control": {
    description: "How long any cache may share this response",
    schema: { type: "string" },
    example: "public, s-maxage=1, stale-while-revalidate=5",
  },
  "Set-Cookie": {
    description: "The queue token for a browser, where no script can read it; programs send the header Queue-Token",
    schema: { type: "string" },
    example: "jari-queue-42=eyJjIjoiNDIi….9sX1…; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax",
  },
  "WWW-Authenticate": {
    description: "How to authenticate (RFC 9110 §11.6.1)",
    schema: { type: "string" },
    example: 'Bearer realm="jari"',
  },
  "RateLimit-Policy": {
    description: "The limits this request counts against: requests `q` in a window of `w` seconds",
    schema: { type: "string" },
    example: '"hold";q=60;w=60, "hold-address";q=1500;w=60',
  },
  RateLimit: {
    description: "What is left of each: `r` requests, anew in `t` seconds (draft-ietf-httpapi-ratelimit-headers-10)",
    schema: { type: "string" },
    example: '"hold";r=59;t=60, "hold-address";r=1499;t=60',
  },
  "RateLimit-Limit": {
    description: "Of the limit that will refuse first, as earlier drafts have it: the requests it allows in its window",
    schema: { type: "integer" },
    example: 60,
  },
  "RateLimit-Remaining": {
    description: "How many of them are left",
    schema: { type: "integer", minimum: 0 },
    example: 59,
  },
  "RateLimit-Reset": {
    description: "Seconds until there are more",
    schema: { type: "integer", minimum: 0 },
    example: 60,
  },
  "Content-Language": {
    description: "The language of `detail`",
    schema: { type: "string", enum: Object.keys(LOCALES) },
    example: "en",
  },
} satisfies Record<string, Json>;

export type HeaderName = keyof typeof HEADERS;

/** Headers of every response of an endpoint: its id, and the status of its rate limits. */
export function commonHeaders({ errors = [] }: { errors?: readonly ErrorCode[] }): HeaderName[] {
  const isRateLimited = errors.includes("TOO_MANY_REQUESTS");
  const limits = [
    "RateLimit-Policy",
    "RateLimit",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
  ] as const;
  return ["X-Request-Id", ...(isRateLimited ? limits : [])];
}

export const headersOf = (names: Iterable<HeaderName>): Json => ({
  headers: Object.fromEntries([...names].map((name) => [name, { $ref: `#/components/headers/${name}` }])),
});
