import { createHash } from "node:crypto";
import { compress, type Encoding } from "@/lib/api/framework/compression";
import { DATA_POLICY, hashPolicy } from "@/lib/core/content-security-policy";
import type { PageKey } from "./page-key";
import type { RenderedPage } from "./render-page";

const HEADERS_BYTES = 8_192; // about what a copy takes beside its bodies

/** One encoding of a page, ready to be sent. `body` holds bytes as Latin-1, so that node writes them together with the head. */
export type EncodedPage = { etag: string; body: string; headers: string[]; notModified: string[] };

/** A page as it is kept; `digest` is of its headers and its body before compression. */
export type PageCopy = {
  status: number;
  digest: string;
  encodings: Record<Encoding | "identity", EncodedPage>;
  bytes: number;
};

const KEPT_HEADERS = [
  "content-type",
  "link",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "x-nextjs-stale-time",
  "x-nextjs-prerender",
  "x-nextjs-postponed",
  "x-nextjs-rewritten-path",
  "x-nextjs-rewritten-query",
];

const CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=5";
const VARY = [
  "Accept-Encoding",
  "Accept-Language",
  "Cookie", // the chosen language
  "RSC",
  "Next-Router-State-Tree",
  "Next-Router-Prefetch",
  "Next-Router-Segment-Prefetch",
  "Next-Url",
].join(", ");

/** Whether a page may be kept for everybody: one that exists or does not, and that sets no cookie. */
export const isShareable = ({ status, headers }: RenderedPage): boolean =>
  (status === 200 || status === 404) && headers["set-cookie"] === undefined;

function sharedHeaders({ locale, variant }: PageKey, { headers, body }: RenderedPage): string[] {
  const kept = KEPT_HEADERS.flatMap((name) => (typeof headers[name] === "string" ? [name, headers[name]] : []));
  const policy = variant.kind === "html" ? hashPolicy(body) : DATA_POLICY;
  return [
    ...kept,
    ...["content-security-policy", policy],
    ...["content-language", locale],
    ...["cache-control", CACHE_CONTROL],
    ...["vary", VARY],
  ];
}

function encodedPage(encoding: Encoding | "identity", digest: string, body: Uint8Array, shared: string[]): EncodedPage {
  const etag = `"${digest}.${encoding}"`;
  const notModified = [...shared, "etag", etag];
  const headers = [...notModified, "content-length", String(body.length)];
  if (encoding !== "identity") headers.push("content-encoding", encoding);
  return {
    etag,
    headers,
    notModified,
    body: Buffer.from(body.buffer, body.byteOffset, body.length).toString("latin1"),
  };
}

/** Compresses a page in each encoding; returns `previous` where nothing has changed since. */
export async function copyOf(key: PageKey, page: RenderedPage, previous?: PageCopy): Promise<PageCopy> {
  const { status, body } = page;
  const shared = sharedHeaders(key, page);
  const digest = createHash("sha256")
    .update(`${status}\n${shared.join("\n")}\n\n${body}`)
    .digest("base64url");
  if (digest === previous?.digest) return previous;
  const [br, gzip] = await Promise.all([compress(body, "br"), compress(body, "gzip")]);
  const identity = Buffer.from(body);
  const encodings = {
    br: encodedPage("br", digest, br, shared),
    gzip: encodedPage("gzip", digest, gzip, shared),
    identity: encodedPage("identity", digest, identity, shared),
  };
  return { status, digest, encodings, bytes: br.length + gzip.length + identity.length + HEADERS_BYTES };
}
