import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { env } from "@/lib/core/env";
import { PrivateAddressError, publicLookup, validateUrl } from "./ssrf";

type AddressPolicy = { allowPrivate: true } | { allowPrivate: false; lookup: LookupFunction };
const addressPolicy = (): AddressPolicy =>
  env().WEBHOOK_ALLOW_PRIVATE ? { allowPrivate: true } : { allowPrivate: false, lookup: publicLookup };

export type PostResult = { status: number; retryAfterMs?: number };

const RETRY_AFTER_MAX_MS = 600_000;

function parseRetryAfterMs(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS) : undefined;
}

/** Posts to an untrusted URL: no private address unless WEBHOOK_ALLOW_PRIVATE, no redirect, at most `timeoutMs`. */
export function httpPost(
  target: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
  policy: AddressPolicy = addressPolicy(),
): Promise<PostResult> {
  const url = new URL(target);
  const problem = validateUrl(url, policy.allowPrivate);
  if (problem === "private") return Promise.reject(new PrivateAddressError(url.hostname));
  if (problem) return Promise.reject(new Error("the address is not one of https"));
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const signal = AbortSignal.timeout(timeoutMs);
    const options = {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "Jari" },
      signal,
      agent: false as const,
      lookup: policy.allowPrivate ? undefined : policy.lookup,
    };
    const outgoing = request(url, options, (response) => {
      resolve({
        status: response.statusCode ?? 0,
        retryAfterMs: parseRetryAfterMs(response.headers["retry-after"]),
      });
      response.on("error", () => {}).destroy();
    });
    outgoing.on("error", (error) =>
      reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1_000} s`) : error),
    );
    outgoing.end(body);
  });
}
