import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** An answer as it came, and its body decoded. */
export type PageAnswer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; text: string };

const DECODE: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

type Visit = { method?: string; headers?: OutgoingHttpHeaders };

/** Asks for a page with exactly these headers, also such as fetch refuses to send. */
export async function visitPage(port: number, path: string, { method, headers }: Visit = {}): Promise<PageAnswer> {
  const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const decode = DECODE[String(response.headers["content-encoding"])];
  const text = (decode && bytes.length > 0 ? decode(bytes) : bytes).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, bytes, text };
}
