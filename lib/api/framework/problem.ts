import { type AppError, ERRORS, type ErrorCode } from "@/lib/core/errors";
import type { RequestContext } from "./context";
import { negotiateLanguage } from "./language";
import { buildHeaders, type ResponseHeaders } from "./response";

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  IDEMPOTENCY_IN_FLIGHT: 1, // a request is bounded by its statements' timeouts, and is nearly always over by then
  TOO_MANY_REQUESTS: 1,
  HOLD_COOLDOWN: 1, // at least; each response has its own
  QUEUE_UNAVAILABLE: 2,
  UNAVAILABLE: 2,
  OVERLOADED: 2,
};

/** Seconds after which an unchanged retry may succeed; undefined where it cannot. */
export const retryAfterOf = (code: ErrorCode): number | undefined => RETRY_AFTER_SECONDS[code];

/** A stable identifier of the problem (RFC 9457 §3.1.1). */
export const problemType = (code: ErrorCode) => `urn:jari:problem:${code.toLowerCase().replaceAll("_", "-")}`;

/** An error as `application/problem+json` (RFC 9457), in the request's language. */
export function problemResponse(
  error: AppError,
  request: Request,
  context: RequestContext,
  own?: ResponseHeaders,
): Response {
  const { code } = error;
  const { status, title, ...sentences } = ERRORS[code];
  const language = negotiateLanguage(request.headers);
  const { retryAfterSeconds = error.detail.waitSeconds ?? retryAfterOf(code), ...fields } = error.detail;
  const headers = buildHeaders(request, context, {
    "content-type": "application/problem+json",
    "content-language": language,
    "retry-after": retryAfterSeconds === undefined ? null : String(retryAfterSeconds),
    "www-authenticate": status === 401 ? 'Bearer realm="jari"' : null,
    ...own,
  });
  const detail = sentences[language];
  const body = { type: problemType(code), title, status, detail, code, requestId: context.id, ...fields };
  return new Response(JSON.stringify(body), { status, headers });
}
