import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { HeaderReader } from "@/lib/core/headers";

export type Encoding = "br" | "gzip";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Whether this mount lets an answer say that it is packed. Next drops `Content-Encoding` from what a route handler answers,
 * and packs by itself; the front door sends answers as they are.
 */
export const mount = { sendsPacked: false };

const named = (name: Encoding) => new RegExp(`(?:^|,)\\s*${name}\\s*(?:;q=(?!0(?:\\.0+)?\\s*(?:,|$))|,|$)`, "i");
const TAKES = { br: named("br"), gzip: named("gzip") };

/** How the client takes a packed answer (RFC 9110 §12.5.3), the smaller way first; null when it takes none, or the mount does. */
export function negotiateEncoding(headers: HeaderReader): Encoding | null {
  const said = mount.sendsPacked && headers.get("accept-encoding");
  if (!said) return null;
  return TAKES.br.test(said) ? "br" : TAKES.gzip.test(said) ? "gzip" : null;
}

/** Packs text, beside the event loop. `quick` is for what one client reads once, the rest for what many read. */
export function compress(text: string, packing: Encoding, { quick = false } = {}): Promise<Uint8Array<ArrayBuffer>> {
  if (packing === "gzip") return zip(text, { level: quick ? 1 : 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quick ? 1 : 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return brotli(text, { params });
}
