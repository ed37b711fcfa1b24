import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type ClientInfo, setForwardedHeaders } from "./client-info";
import { type ProblemSummary, sendProblem } from "./send-problem";

const MAX_BODY_BYTES = 8 * 1024 * 1024; // twice the largest body a page sends, a seating plan of 4 MiB
const AUTH_MAX_BODY_BYTES = 64 * 1024; // next-auth reads a body whole, and credentials are short
const NEXT_TIMEOUT_MS = 60_000; // of silence
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"]);

const MAX_CONNECTIONS = 256;
/** Half of these wait for a connection to Next. More would only wait longer. */
export const MAX_PROXIED_REQUESTS = 2 * MAX_CONNECTIONS;

const agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, scheduling: "lifo" });
let inFlight = 0;

const UNAVAILABLE: ProblemSummary = { status: 503, title: "Service unavailable", code: "UNAVAILABLE" };
const TOO_LARGE: ProblemSummary = { status: 413, title: "Body too large", code: "PAYLOAD_TOO_LARGE" };

function withoutHopByHop(rawHeaders: string[]): string[] {
  const endToEnd: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!HOP_BY_HOP.has(name.toLowerCase())) endToEnd.push(name, value);
  }
  return endToEnd;
}

const bodyLimitOf = (url = "") => (/^\/api\/auth(?:[/?]|$)/.test(url) ? AUTH_MAX_BODY_BYTES : MAX_BODY_BYTES);

/** Where Next listens on the loopback address, and the client that the request is from. */
type Target = { port: number; client: ClientInfo };

/** Streams a request to Next and its response back; refuses it while too many are in flight. */
export function proxyToNext({ port, client }: Target, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (inFlight >= MAX_PROXIED_REQUESTS) {
    sendProblem(outgoing, UNAVAILABLE);
    return;
  }
  inFlight++;
  outgoing.once("close", () => inFlight--);
  setForwardedHeaders(incoming, client);
  forward(port, incoming, outgoing, { mayRetry: true });
}

function forward(port: number, incoming: IncomingMessage, outgoing: ServerResponse, { mayRetry = false } = {}): void {
  const bodyLimitBytes = bodyLimitOf(incoming.url);
  if (Number(incoming.headers["content-length"] ?? 0) > bodyLimitBytes) {
    sendProblem(outgoing, TOO_LARGE);
    return;
  }
  let isRefused = false;
  const { method, url: path } = incoming;
  const headers = withoutHopByHop(incoming.rawHeaders);
  const upstream = request({ agent, host: "127.0.0.1", port, method, path, headers, timeout: NEXT_TIMEOUT_MS });

  upstream.on("response", (response) => {
    outgoing.writeHead(response.statusCode ?? 502, withoutHopByHop(response.rawHeaders));
    response.pipe(outgoing);
    response.on("error", () => outgoing.destroy());
  });
  upstream.on("timeout", () => upstream.destroy(new Error("timed out")));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (isRefused) return;
    const hasNoBody = method === "GET" || method === "HEAD";
    if (mayRetry && hasNoBody && upstream.reusedSocket && error.code === "ECONNRESET" && !outgoing.headersSent) {
      forward(port, incoming, outgoing); // Next closed the kept connection at this very moment
    } else if (outgoing.headersSent) outgoing.destroy();
    else sendProblem(outgoing, UNAVAILABLE);
  });
  outgoing.on("close", () => upstream.destroy());

  let bytes = 0;
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bodyLimitBytes || isRefused) return;
    isRefused = true;
    incoming.unpipe(upstream);
    upstream.destroy();
    if (outgoing.headersSent) outgoing.destroy();
    else sendProblem(outgoing, TOO_LARGE);
  });
  incoming.pipe(upstream);
}
