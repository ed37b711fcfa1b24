import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { RequestContext } from "./context";

export type Encoding = "br" | "gzip";

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const accepting = (encoding: Encoding) =>
  new RegExp(`(?:^|,)\\s*${encoding}\\s*(?:;q=(?!0(?:\\.0+)?\\s*(?:,|$))|,|$)`, "i");
const ACCEPTS = { br: accepting("br"), gzip: accepting("gzip") };

/** The smallest encoding that an Accept-Encoding header (RFC 9110 §12.5.3) allows; null for none. */
export function preferredEncoding(accepted: string): Encoding | null {
  return ACCEPTS.br.test(accepted) ? "br" : ACCEPTS.gzip.test(accepted) ? "gzip" : null;
}

/** The smallest encoding that client and mount support; null for none. */
export function negotiateEncoding({ headers }: Request, { mount }: RequestContext): Encoding | null {
  const accepted = mount.supportsContentEncoding && headers.get("accept-encoding");
  return accepted ? preferredEncoding(accepted) : null;
}

/** Compresses text off the event loop; `quick` suits a text that only one client reads. */
export function compress(text: string, encoding: Encoding, { quick = false } = {}): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === "gzip") return gzipAsync(text, { level: quick ? 1 : 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quick ? 1 : 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return brotliAsync(text, { params });
}
