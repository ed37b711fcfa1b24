import type { ServerResponse } from "node:http";

export type ProblemSummary = { status: number; title: string; code: string };

/** A problem (RFC 9457) for a request that never reaches a handler. */
export function sendProblem(outgoing: ServerResponse, { status, title, code }: ProblemSummary): void {
  const body = JSON.stringify({ type: "about:blank", title, status, detail: title, code });
  outgoing.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
    ...(status === 503 ? { "retry-after": "2" } : {}),
  });
  outgoing.end(body);
}
