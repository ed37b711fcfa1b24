import { type AppError, ERRORS, type ErrorCode } from "@/lib/core/errors";
import { negotiateLanguage } from "./language";
import type { Asked } from "./request";
import { headersOf, type Own, type Reply } from "./response";

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  IDEMPOTENCY_IN_FLIGHT: 1, // a request is bounded by its statements' timeouts, and is nearly always over by then
  TOO_MANY_REQUESTS: 1,
  QUEUE_UNAVAILABLE: 2,
  UNAVAILABLE: 2,
  OVERLOADED: 2,
};

/** Seconds until a request that was refused with this code is worth repeating as it is; nothing where it is not. */
export const retryAfterOf = (code: ErrorCode): number | undefined => RETRY_AFTER_SECONDS[code];

/** The identifier of a kind of problem (RFC 9457 §3.1.1): stable, made from its code. */
export const problemType = (code: ErrorCode) => `urn:jari:problem:${code.toLowerCase().replaceAll("_", "-")}`;

/**
 * A refusal as `application/problem+json` (RFC 9457): type, title, status, detail in the reader's language, `code` from
 * the closed list, and the facts it carries (`errors`, `seatNumbers`, …). `requestId`, also in `X-Request-Id`, finds it in
 * the logs. `more` are headers of this one answer.
 */
export function problem(refusal: AppError, asked: Asked, more: Own = {}): Reply {
  const { status, title, ...sentences } = ERRORS[refusal.code];
  const language = negotiateLanguage(asked.headers);
  const { retryAfterSeconds = retryAfterOf(refusal.code), ...facts } = refusal.detail;
  const own = { "content-type": "application/problem+json", "content-language": language, ...more };
  const headers = headersOf(asked, own);
  if (retryAfterSeconds !== undefined) headers.push("retry-after", String(retryAfterSeconds));
  if (status === 401) headers.push("www-authenticate", 'Bearer realm="jari"');
  const { code } = refusal;
  const { id: requestId } = asked;
  const body = { type: problemType(code), title, status, detail: sentences[language], code, requestId, ...facts };
  return { status, headers, body: JSON.stringify(body) };
}
