import type { IncomingMessage, ServerResponse } from "node:http";
import { preferredEncoding } from "@/lib/api/framework/compression";
import type { EncodedPage, PageCopy } from "./page-copy";

const HSTS = ["strict-transport-security", "max-age=63072000; includeSubDomains"];

const withoutWeakness = (etag: string) => etag.trim().replace(/^W\//, "");

/** RFC 9110 §13.1.2, by weak comparison: a proxy may have made the tag a weak one. */
const isNotModified = (ifNoneMatch: string | undefined, etag: string) =>
  ifNoneMatch?.split(",").some((one) => withoutWeakness(one) === etag || one.trim() === "*") ?? false;

type SendOptions = {
  isHttps: boolean;
  /** Whether caches between here and the visitor may keep the response. */
  mayBeCached: boolean;
};

function headersOf(page: EncodedPage, { isHttps, mayBeCached }: SendOptions, isUnchanged: boolean): string[] {
  const headers = isUnchanged ? page.notModified : page.headers;
  if (mayBeCached && !isHttps) return headers;
  const more = isHttps ? [...headers, ...HSTS] : [...headers];
  if (!mayBeCached) more[more.indexOf("cache-control") + 1] = "private, no-cache";
  return more;
}

/** Sends a copy in the encoding that the visitor takes, or 304. Head and body are one write: apart, they cost half as much again. */
export function sendPage(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  copy: PageCopy,
  options: SendOptions,
): void {
  const { "accept-encoding": accepted, "if-none-match": ifNoneMatch } = incoming.headers;
  const page = copy.encodings[(accepted && preferredEncoding(String(accepted))) || "identity"];
  const isUnchanged = copy.status === 200 && isNotModified(ifNoneMatch, page.etag);
  outgoing.writeHead(isUnchanged ? 304 : copy.status, headersOf(page, options, isUnchanged));
  if (isUnchanged || incoming.method === "HEAD") outgoing.end();
  else outgoing.end(page.body, "latin1");
}
