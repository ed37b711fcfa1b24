import { contextOf } from "./context";
import { limitHeaders } from "./limit-headers";
import { securityHeaders } from "./security";

/** A body that was made before: text, packed text, or text as it comes. */
export type Made = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** What an endpoint answers: one of its declared statuses, the body that status declares (or text), headers of its own. */
export type Answer = { status: number; body?: unknown; text?: Made; headers?: Record<string, string> };

/** What every answer to this request says beside what it was asked: its id, what limits are left, how it may be used. */
export function commonHeaders(request: Request): Record<string, string> {
  const { id, standings } = contextOf(request);
  return { "cache-control": "no-store", "x-request-id": id, ...securityHeaders(request), ...limitHeaders(standings) };
}

/** The answer as a Response. Not `Response.json`, which costs twice as much; answers are personal unless they say otherwise. */
export function respond(request: Request, { status, body, text, headers }: Answer): Response {
  const common = commonHeaders(request);
  if (body === undefined) return new Response(text ?? null, { status, headers: { ...common, ...headers } });
  const json = { "content-type": "application/json", ...common, ...headers };
  return new Response(JSON.stringify(body), { status, headers: json });
}
