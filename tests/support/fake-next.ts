import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A server in the place of Next: `requests` are those it has seen, and what it answers can be changed. */
export type FakeNext = { port: number; requests: IncomingMessage[]; answer: Answer; stop(): void };

/** A page that repeats everything that was said to it. */
export function answerWithEverything(incoming: IncomingMessage, outgoing: ServerResponse, more = {}): void {
  const { method, url, rawHeaders } = incoming;
  const isFragment = incoming.headers.rsc === "1";
  outgoing.writeHead(200, {
    "content-type": isFragment ? "text/x-component" : "text/html; charset=utf-8",
    "x-frame-options": "DENY",
    "x-request-echo": "not to be kept",
  });
  const echo = JSON.stringify({ method, url, rawHeaders, ...more }).replaceAll("<", "\\u003c");
  outgoing.end(isFragment ? echo : `<!doctype html><script>show(${echo})</script><script src="/x.js"></script>`);
}

/** Starts it on a free port. */
export async function startFakeNext(): Promise<FakeNext> {
  const fake: FakeNext = { port: 0, requests: [], answer: answerWithEverything, stop: () => {} };
  const server = createServer((incoming, outgoing) => {
    fake.requests.push(incoming);
    fake.answer(incoming, outgoing);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  fake.port = (server.address() as AddressInfo).port;
  fake.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return fake;
}

let answers = 0;

/** As `answerWithEverything`, and never the same twice. */
export const answerAnew = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
  answerWithEverything(incoming, outgoing, { answer: ++answers });
