import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type ClientInfo, withForwardedHeaders } from "./client-info";
import { type ProblemSummary, sendProblem } from "./send-problem";

const BODY_MAX_BYTES = 8 * 1024 * 1024; // twice the largest body a page sends, a seating plan of 4 MiB
const PAGES_TIMEOUT_MS = 60_000; // a page that has said nothing for so long will not
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"]);

const CONNECTIONS = 256;
/** Passed on at once, at most; half of them wait for one of the connections. More would only wait. */
export const MAX_PROXIED_REQUESTS = 2 * CONNECTIONS;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: "lifo" });
let underWay = 0;

const UNAVAILABLE: ProblemSummary = { status: 503, title: "Service unavailable", code: "UNAVAILABLE" };
const TOO_LARGE: ProblemSummary = { status: 413, title: "Body too large", code: "PAYLOAD_TOO_LARGE" };

function withoutHops(raw: string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/** The process that serves the pages, on a port of the loopback address, and who asks for them. */
type Pages = { port: number; visitor: ClientInfo };

/** Passes a request on to the process that serves the pages, as a stream; refuses it when too many are on their way already. */
export function proxyToNext(to: Pages, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (underWay >= MAX_PROXIED_REQUESTS) {
    sendProblem(outgoing, UNAVAILABLE);
    return;
  }
  underWay++;
  outgoing.once("close", () => underWay--);
  send(to, incoming, outgoing, true);
}

function send(to: Pages, incoming: IncomingMessage, outgoing: ServerResponse, again: boolean): void {
  if (Number(incoming.headers["content-length"] ?? 0) > BODY_MAX_BYTES) {
    sendProblem(outgoing, TOO_LARGE);
    return;
  }
  const { method, url } = incoming;
  const headers = withoutHops(withForwardedHeaders(incoming, to.visitor));
  const onward = request({
    agent,
    host: "127.0.0.1",
    port: to.port,
    method,
    path: url,
    headers,
    timeout: PAGES_TIMEOUT_MS,
  });

  onward.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, withoutHops(answer.rawHeaders));
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  onward.on("timeout", () => onward.destroy(new Error("timed out")));
  onward.on("error", (error: NodeJS.ErrnoException) => {
    const bodyless = method === "GET" || method === "HEAD";
    if (again && bodyless && onward.reusedSocket && error.code === "ECONNRESET" && !outgoing.headersSent) {
      send(to, incoming, outgoing, false); // the kept connection was closed at this very moment
    } else if (outgoing.headersSent) outgoing.destroy();
    else sendProblem(outgoing, UNAVAILABLE);
  });
  outgoing.on("close", () => onward.destroy()); // the visitor left

  let bytes = 0;
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) incoming.destroy();
  });
  incoming.pipe(onward);
}
