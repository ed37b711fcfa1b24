/** A body that was made before: text, packed text, or text as it comes. */
export type Made = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** What an endpoint answers: one of its declared statuses, the body that status declares (or text), headers of its own. */
export type Answer = { status: number; body?: unknown; text?: Made; headers?: Record<string, string> };

const PLAIN_HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
const JSON_HEADERS = { "content-type": "application/json", ...PLAIN_HEADERS };

/** The answer as a Response. Not `Response.json`, which costs twice as much; answers are personal unless they say otherwise. */
export function respond({ status, body, text, headers }: Answer): Response {
  if (body === undefined) return new Response(text ?? null, { status, headers: { ...PLAIN_HEADERS, ...headers } });
  return new Response(JSON.stringify(body), { status, headers: { ...JSON_HEADERS, ...headers } });
}
