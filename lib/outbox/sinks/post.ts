import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { env } from "@/lib/core/env";
import { publicLookup, RefusedAddress, urlFault } from "./address";

/** How far a request may go: anywhere, or only to what a lookup of public names finds. */
type Reach = { anywhere: true } | { anywhere: false; lookup: LookupFunction };
const reach = (): Reach =>
  env().WEBHOOK_ALLOW_PRIVATE ? { anywhere: true } : { anywhere: false, lookup: publicLookup };

export type Posted = { status: number; retryAfterMs?: number };

const RETRY_AFTER_LONGEST_MS = 600_000;

/** Milliseconds of a Retry-After header: seconds or a date. */
function retryAfter(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_LONGEST_MS) : undefined;
}

/**
 * Posts to an address that somebody else chose: never to a private one (also when only DNS says so) unless the setting
 * WEBHOOK_ALLOW_PRIVATE is on, never on to where it redirects, never longer than `timeoutMs`. What it answers is not read.
 */
export function post(
  target: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
  allowed: Reach = reach(),
): Promise<Posted> {
  const url = new URL(target);
  const fault = urlFault(url, allowed.anywhere);
  if (fault === "private") return Promise.reject(new RefusedAddress(url.hostname));
  if (fault) return Promise.reject(new Error("the address is not one of https"));
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const signal = AbortSignal.timeout(timeoutMs);
    const options = {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "Jari" },
      signal,
      agent: false as const,
      ...(allowed.anywhere ? {} : { lookup: allowed.lookup }),
    };
    const asked = request(url, options, (answer) => {
      resolve({ status: answer.statusCode ?? 0, retryAfterMs: retryAfter(answer.headers["retry-after"]) });
      answer.on("error", () => {}).destroy();
    });
    asked.on("error", (error) => reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1_000} s`) : error));
    asked.end(body);
  });
}
