import type { Fixtures } from "./fixtures";
import type { RawRequest } from "./raw-http";
import type { FuzzRequest } from "./requests";

const PAUSE_MS = 5; // between the pieces of a slow body: long enough for each to arrive alone
const PIECES = 4;

/** The text with this world's values in the place of their names. */
export const fillPlaceholders = (text: string, world: Fixtures): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name) => world.get(name) ?? "");

function inPieces(bytes: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

const chunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);

/** The bytes of a request, and how they are to be sent. */
export function toRawRequest(request: FuzzRequest, world: Fixtures): RawRequest {
  if ("raw" in request) return { pieces: [Buffer.from(request.raw)], pauseMs: 0, cut: false, bodyless: false };
  const { method, delivery } = request;
  const body = request.body === null ? null : Buffer.from(fillPlaceholders(request.body, world));
  const length =
    body === null ? [] : delivery === "chunked" ? ["Transfer-Encoding: chunked"] : [`Content-Length: ${body.length}`];
  const type = body === null ? [] : ["Content-Type: application/json"];
  const own = request.headers.map(([name, value]) => `${name}: ${fillPlaceholders(value, world)}`);
  const lines = [
    `${method} ${fillPlaceholders(request.target, world)} HTTP/1.1`,
    "Host: jari.test",
    ...own,
    ...type,
    ...length,
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  const bodyless = method === "HEAD";
  if (body === null) return { pieces: [head], pauseMs: 0, cut: delivery === "cut", bodyless };
  if (delivery === "cut") return { pieces: [head, body.subarray(0, body.length / 2)], pauseMs: 0, cut: true, bodyless };
  if (delivery === "slow") return { pieces: [head, ...inPieces(body)], pauseMs: PAUSE_MS, cut: false, bodyless };
  if (delivery === "chunked")
    return { pieces: [head, ...inPieces(body).map(chunk), Buffer.from("0\r\n\r\n")], pauseMs: 0, cut: false, bodyless };
  return { pieces: [Buffer.concat([head, body])], pauseMs: 0, cut: false, bodyless };
}
