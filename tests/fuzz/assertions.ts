import { ERRORS, type ErrorCode, isErrorCode } from "@/lib/core/errors";
import { undeclaredParts } from "../support/contract";
import type { RawResponse } from "./raw-http";
import type { FuzzRequest } from "./requests";

/** Told by the front door itself, of what is no HTTP: no handler has seen it. */
const HTTP_SERVER_CODES: readonly ErrorCode[] = ["BAD_REQUEST", "HEADERS_TOO_LARGE", "REQUEST_TIMEOUT"];
const HTTP_SERVER_STATUSES: readonly number[] = HTTP_SERVER_CODES.map((code) => ERRORS[code].status);
const isOurs = (target: string) => /^\/api(?:[/?]|$)/.test(target) && !/^\/api\/auth(?:[/?]|$)/.test(target);
const LONG = 65_536; // of a body: the server may hang up on whoever goes on sending it

function bodyOf(came: NonNullable<RawResponse>): unknown {
  const isJson = came.text !== "" && /json/.test(came.headers.get("content-type") ?? "");
  return isJson ? JSON.parse(came.text) : came.text;
}

const isFromHttpServer = (body: unknown): boolean => {
  const { code } = body as { code?: unknown };
  return isErrorCode(code) && HTTP_SERVER_CODES.includes(code);
};

/** What is wrong with an answer; empty when it is one that the contract knows. */
export function findProblems(asked: FuzzRequest, came: RawResponse): unknown[] {
  const isBroken = "raw" in asked;
  if (!came)
    return isBroken || asked.manner === "cut" || (asked.body?.length ?? 0) > LONG ? [] : ["hung up without a word"];
  if (came.status >= 500 && came.status !== 503) return [`${came.status} ${came.text}`];
  const body = bodyOf(came);
  if (isFromHttpServer(body)) return [];
  if (isBroken)
    return came.status < 400 || isErrorCode((body as { code?: unknown }).code) ? [] : [`${came.status} ${came.text}`];
  if (!isOurs(asked.target)) return came.status < 500 || came.status === 503 ? [] : [came.status];
  if (asked.method === "HEAD" && HTTP_SERVER_STATUSES.includes(came.status)) return []; // the door's word, without its body
  const isStream = came.headers.get("content-type")?.startsWith("text/event-stream");
  return undeclaredParts(asked.method, asked.target, came, isStream ? undefined : body);
}

/** Refused, or never heard: such a request changes nothing. */
export function isRejected(asked: FuzzRequest, came: RawResponse): boolean {
  if ("raw" in asked) return !came || came.status >= 400;
  if (asked.manner === "cut") return true;
  return came !== null && came.status >= 400 && came.status < 500;
}
