import { ERRORS, type ErrorCode, isErrorCode } from "@/lib/core/errors";
import { undeclared } from "../support/contract";
import type { Asked } from "./requests";
import type { Came } from "./wire";

/** Told by the front door itself, of what is no HTTP: no handler has seen it. */
const OF_THE_DOOR: readonly ErrorCode[] = ["BAD_REQUEST", "HEADERS_TOO_LARGE", "REQUEST_TIMEOUT"];
const STATUSES_OF_THE_DOOR: readonly number[] = OF_THE_DOOR.map((code) => ERRORS[code].status);
const isOurs = (target: string) => /^\/api(?:[/?]|$)/.test(target) && !/^\/api\/auth(?:[/?]|$)/.test(target);
const LONG = 65_536; // of a body: the server may hang up on whoever goes on sending it

function bodyOf(came: NonNullable<Came>): unknown {
  const isJson = came.text !== "" && /json/.test(came.headers.get("content-type") ?? "");
  return isJson ? JSON.parse(came.text) : came.text;
}

const isOfTheDoor = (body: unknown): boolean => {
  const { code } = body as { code?: unknown };
  return isErrorCode(code) && OF_THE_DOOR.includes(code);
};

/** What is wrong with an answer; empty when it is one that the contract knows. */
export function wrongWith(asked: Asked, came: Came): unknown[] {
  const isBroken = "raw" in asked;
  if (!came)
    return isBroken || asked.manner === "cut" || (asked.body?.length ?? 0) > LONG ? [] : ["hung up without a word"];
  if (came.status >= 500 && came.status !== 503) return [`${came.status} ${came.text}`];
  const body = bodyOf(came);
  if (isOfTheDoor(body)) return [];
  if (isBroken)
    return came.status < 400 || isErrorCode((body as { code?: unknown }).code) ? [] : [`${came.status} ${came.text}`];
  if (!isOurs(asked.target)) return came.status < 500 || came.status === 503 ? [] : [came.status];
  if (asked.method === "HEAD" && STATUSES_OF_THE_DOOR.includes(came.status)) return []; // the door's word, without its body
  const isStream = came.headers.get("content-type")?.startsWith("text/event-stream");
  return undeclared(asked.method, asked.target, came, isStream ? undefined : body);
}

/** Refused, or never heard: such a request changes nothing. */
export function isRefused(asked: Asked, came: Came): boolean {
  if ("raw" in asked) return !came || came.status >= 400;
  if (asked.manner === "cut") return true;
  return came !== null && came.status >= 400 && came.status < 500;
}
