import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { RequestContext } from "./context";

export type Encoding = "br" | "gzip";

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const accepting = (encoding: Encoding) =>
  new RegExp(`(?:^|,)\\s*${encoding}\\s*(?:;q=(?!0(?:\\.0+)?\\s*(?:,|$))|,|$)`, "i");
const ACCEPTS = { br: accepting("br"), gzip: accepting("gzip") };

/** The smallest encoding that the client accepts (RFC 9110 §12.5.3); null for none, or where the mount supports none. */
export function negotiateEncoding({ headers }: Request, { mount }: RequestContext): Encoding | null {
  const accepted = mount.supportsContentEncoding && headers.get("accept-encoding");
  if (!accepted) return null;
  return ACCEPTS.br.test(accepted) ? "br" : ACCEPTS.gzip.test(accepted) ? "gzip" : null;
}

/** Compresses text off the event loop. `quick` suits what one client reads once. */
export function compress(text: string, encoding: Encoding, { quick = false } = {}): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === "gzip") return gzipAsync(text, { level: quick ? 1 : 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quick ? 1 : 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return brotliAsync(text, { params });
}
