import { cookies, headers } from "next/headers";
import { NextResponse } from "next/server";
import { handle } from "@/lib/api/next-handler";
import { type ErrorCode, type ErrorDetail, isErrorCode } from "@/lib/core/errors";

export type ApiResult<Data> = { ok: true; data: Data } | { ok: false; code: ErrorCode; detail: ErrorDetail };
type Method = "GET" | "POST" | "PATCH" | "DELETE";

const FORWARDED = ["cookie", "accept-language", "x-forwarded-for", "x-real-ip", process.env.TRUSTED_PROXY_HEADER];

/** The visitor's own request, turned to another path of the same origin. */
async function requestFor(method: Method, path: string, body: unknown, idempotencyKey?: string): Promise<Request> {
  const visitor = await headers();
  const origin = `${visitor.get("x-forwarded-proto") ?? "http"}://${visitor.get("host") ?? "localhost"}`;
  const sent = new Headers({ origin, "sec-fetch-site": "same-origin", accept: "application/json" });
  for (const name of FORWARDED) {
    const value = name && visitor.get(name);
    if (value) sent.set(name, value);
  }
  if (idempotencyKey) sent.set("idempotency-key", idempotencyKey);
  if (body === undefined) return new Request(new URL(path, origin), { method, headers: sent });
  sent.set("content-type", "application/json");
  return new Request(new URL(path, origin), { method, headers: sent, body: JSON.stringify(body) });
}

/** Cookies the answer sets (the queue token's) reach the browser with the server action's own answer. */
async function keepCookies(response: Response): Promise<void> {
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll()) jar.set(cookie);
}

/**
 * A server action's way to a verb: the same handler that answers this path over HTTP, called in this process with the
 * visitor's cookies. So a page and the HTTP contract cannot differ: session, role, input, gate and idempotency are
 * checked in one place. Call it from server actions only (an answer may set cookies).
 */
export async function callApi<Data = unknown>(
  method: Method,
  path: string,
  body?: unknown,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<ApiResult<Data>> {
  const response = await handle(await requestFor(method, path, body, idempotencyKey));
  await keepCookies(response);
  const answer = response.status === 204 ? null : await response.json();
  if (response.ok) return { ok: true, data: answer as Data };
  const { code, type: _type, title: _title, status: _status, detail: _sentence, requestId: _id, ...detail } = answer;
  const retryAfter = Number(response.headers.get("retry-after"));
  if (retryAfter > 0) detail.retryAfterSeconds ??= retryAfter;
  return { ok: false, code: isErrorCode(code) ? code : "INTERNAL", detail };
}
