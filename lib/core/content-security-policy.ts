import { createHash } from "node:crypto";

const DISPLAY_NONE_HASH = "'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='"; // of `display:none`, which React sets on a streamed SVG

const pagePolicy = (scripts: string[], styles: string[]) =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(" "),
    ["style-src 'self'", ...styles].join(" "),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The policy of a page that is rendered for one visitor: scripts with this response's nonce, and what they load. */
export const noncePolicy = (nonce: string, { dev = false } = {}): string =>
  pagePolicy(
    [`'nonce-${nonce}'`, "'strict-dynamic'", ...(dev ? ["'unsafe-eval'"] : [])],
    dev ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`, "'unsafe-hashes'", DISPLAY_NONE_HASH],
  );

/** The policy of a shared page where nobody has its bytes to hash its scripts: Next served by itself, as on Vercel. */
export const unhashedPolicy = (): string => pagePolicy(["'unsafe-inline'"], ["'unsafe-inline'"]);

/** The policy of a response that no browser renders, such as JSON or what Next's router fetches. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/g; // React escapes `<` and `>` in attributes and texts
const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/g;

const sourceOf = (content: string) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
const distinct = (contents: string[]) => [...new Set(contents.map(sourceOf))];

/** The policy of a page that many visitors share: its own inline scripts by their hashes, and scripts of this origin. */
export function hashPolicy(html: string): string {
  const inline = [...html.matchAll(SCRIPT)].filter(([, attributes = ""]) => !/\ssrc=/.test(attributes));
  const scripts = distinct(inline.map(([, , content = ""]) => content));
  const styles = distinct([...html.matchAll(STYLE)].map(([, content = ""]) => content));
  return pagePolicy(scripts, ["'unsafe-hashes'", DISPLAY_NONE_HASH, ...styles]);
}
