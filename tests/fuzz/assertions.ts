import { ERRORS, type ErrorCode, isErrorCode } from "@/lib/core/errors";
import { undeclaredParts } from "../support/contract";
import type { RawResponse } from "./raw-http";
import type { FuzzRequest } from "./requests";

/** Told by the front door itself, of what is no HTTP: no handler has seen it. */
const HTTP_SERVER_CODES: readonly ErrorCode[] = [
  "BAD_REQUEST",
  "HEADERS_TOO_LARGE",
  "REQUEST_TIMEOUT",
  "HOST_NOT_ALLOWED",
];
const HTTP_SERVER_STATUSES: readonly number[] = HTTP_SERVER_CODES.map((code) => ERRORS[code].status);
const isOurs = (target: string) => /^\/api(?:[/?]|$)/.test(target) && !/^\/api\/auth(?:[/?]|$)/.test(target);
const LONG = 65_536; // of a body: the server may hang up on whoever goes on sending it

function bodyOf(response: NonNullable<RawResponse>): unknown {
  const isJson = response.text !== "" && /json/.test(response.headers.get("content-type") ?? "");
  return isJson ? JSON.parse(response.text) : response.text;
}

const isFromHttpServer = (body: unknown): boolean => {
  const { code } = body as { code?: unknown };
  return isErrorCode(code) && HTTP_SERVER_CODES.includes(code);
};

/** What is wrong with an answer; empty when it is one that the contract knows. */
export function findProblems(request: FuzzRequest, response: RawResponse): unknown[] {
  const isBroken = "raw" in request;
  if (!response)
    return isBroken || request.delivery === "cut" || (request.body?.length ?? 0) > LONG
      ? []
      : ["hung up without a word"];
  if (response.status >= 500 && response.status !== 503) return [`${response.status} ${response.text}`];
  const body = bodyOf(response);
  if (isFromHttpServer(body)) return [];
  if (isBroken)
    return response.status < 400 || isErrorCode((body as { code?: unknown }).code)
      ? []
      : [`${response.status} ${response.text}`];
  if (!isOurs(request.target)) return response.status < 500 || response.status === 503 ? [] : [response.status];
  if (request.method === "HEAD" && HTTP_SERVER_STATUSES.includes(response.status)) return []; // the door's word, without its body
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return undeclaredParts(request.method, request.target, response, isStream ? undefined : body);
}

/** Refused, or never heard: such a request changes nothing. */
export function isRejected(request: FuzzRequest, response: RawResponse): boolean {
  if ("raw" in request) return !response || response.status >= 400;
  if (request.delivery === "cut") return true;
  return response !== null && response.status >= 400 && response.status < 500;
}
