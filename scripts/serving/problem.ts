import type { ServerResponse } from "node:http";

export type PlainProblem = { status: number; title: string; code: string };

/** An RFC 9457 answer for what never reaches a handler. */
export function answerPlainly(outgoing: ServerResponse, { status, title, code }: PlainProblem): void {
  const body = JSON.stringify({ type: "about:blank", title, status, detail: title, code });
  outgoing.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
    ...(status === 503 ? { "retry-after": "2" } : {}),
  });
  outgoing.end(body);
}
