import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problemType } from "@/lib/api/framework/problem";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";

const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: "HEADERS_TOO_LARGE",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "PAYLOAD_TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TIMEOUT",
};

/** A problem (RFC 9457) for a request that never becomes a Request; in English, since its headers may be unreadable. */
function plainProblem(code: ErrorCode): { status: number; headers: Record<string, string>; body: string } {
  const { status, title, en: detail } = ERRORS[code];
  const requestId = randomUUID();
  const body = JSON.stringify({ type: problemType(code), title, status, detail, code, requestId });
  const headers = {
    "Content-Type": "application/problem+json",
    "Content-Language": "en",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": requestId,
    "Content-Length": String(Buffer.byteLength(body)),
  };
  return { status, headers, body };
}

/** Rejects a request that no handler and no page may see. */
export function rejectRequest(outgoing: ServerResponse, code: ErrorCode, extra: Record<string, string> = {}): void {
  const { status, headers, body } = plainProblem(code);
  outgoing.shouldKeepAlive = false; // its body is not read
  outgoing.writeHead(status, { ...headers, ...extra }).end(body);
}

/** Rejects what is not HTTP or does not arrive in time, and closes the connection. */
export function rejectClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = plainProblem(CODES[error.code ?? ""] ?? "BAD_REQUEST");
  const lines = Object.entries({ ...headers, Connection: "close" }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n"));
}
