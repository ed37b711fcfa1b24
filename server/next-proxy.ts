import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { rateLimitKey } from "@/lib/core/client-ip";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { type ClientInfo, setForwardedHeaders } from "./client-info";
import { FairShare } from "./fair-share";
import { NextPool, type PoolRequest } from "./next-pool";
import { readBody } from "./read-body";
import { isReadableForm } from "./readable-form";
import { sendProblem } from "./send-problem";
import { sendUnavailable } from "./unavailable-page";

const NEXT_TIMEOUT_MS = 60_000; // of silence
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"]);
const FRAMING = new Set(["content-length", "transfer-encoding"]);

const agent = new Agent({ keepAlive: true, scheduling: "lifo" }); // the pool bounds its connections
const pool = new NextPool().register();
const unsent = new FairShare(64 * 1024 * 1024); // bytes of responses that their readers have not taken yet

function withoutHopByHop(rawHeaders: string[], dropped?: Set<string>): string[] {
  const endToEnd: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = [rawHeaders[index], rawHeaders[index + 1]];
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && !dropped?.has(lower)) endToEnd.push(name, value);
  }
  return endToEnd;
}

function sendError(incoming: IncomingMessage, outgoing: ServerResponse, code: ErrorCode): void {
  if (outgoing.headersSent) outgoing.destroy();
  else if (code === "OVERLOADED" || code === "UNAVAILABLE") sendUnavailable(incoming, outgoing, code);
  else sendProblem(outgoing, { status: ERRORS[code].status, title: ERRORS[code].title, code });
}

/** Where Next listens on the loopback address, and the client that the request is from. */
type Target = { port: number; client: ClientInfo };

/**
 * Passes a request to Next and its response back. Its body is read whole before it enters the pool of requests for Next,
 * so that a slow sender takes nobody's place, and so is the response for a slow reader.
 */
export function proxyToNext(target: Target, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method = "GET", headers } = incoming;
  const client = rateLimitKey(target.client.address);
  const fail = (code: ErrorCode) => sendError(incoming, outgoing, code);
  setForwardedHeaders(incoming, target.client);

  function enterPool(body: Buffer): void {
    const priority = method === "POST" ? "action" : "page";
    const poolRequest: PoolRequest = {
      priority,
      client,
      start: () => forward({ port: target.port, body, poolRequest, mayRetry: method !== "POST" }, incoming, outgoing),
      reject: () => fail("OVERLOADED"),
    };
    outgoing.once("close", () => pool.leave(poolRequest));
    pool.enter(poolRequest);
  }
  async function checkForm(body: Buffer): Promise<void> {
    const isReadable = await isReadableForm(headers, body);
    if (outgoing.destroyed) return;
    if (isReadable) enterPool(body);
    else fail("BAD_REQUEST");
  }
  const done = (body: Buffer) => (method === "POST" ? void checkForm(body) : enterPool(body));
  readBody(incoming, outgoing, { client, done, fail });
}

type Forwarding = { port: number; body: Buffer; poolRequest: PoolRequest; mayRetry: boolean };

function forward(forwarding: Forwarding, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { port, body, poolRequest, mayRetry } = forwarding;
  const { method, url: path } = incoming;
  const headers = withoutHopByHop(incoming.rawHeaders, FRAMING);
  if (body.length > 0 || method === "POST") headers.push("content-length", String(body.length));
  const upstream = request({ agent, host: "127.0.0.1", port, method, path, headers, timeout: NEXT_TIMEOUT_MS });
  upstream.on("response", (response) => sendBack(response, outgoing, poolRequest));
  upstream.on("timeout", () => upstream.destroy(new Error("timed out")));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    // Next may have closed a kept connection at this very moment.
    const wasClosed = upstream.reusedSocket && error.code === "ECONNRESET" && !outgoing.headersSent;
    if (outgoing.destroyed) return;
    if (mayRetry && wasClosed) forward({ ...forwarding, mayRetry: false }, incoming, outgoing);
    else sendError(incoming, outgoing, "UNAVAILABLE");
  });
  outgoing.on("close", () => upstream.destroy());
  upstream.end(body);
}

/** Reads the response from Next as fast as it comes, within the client's share of memory: Next is not kept for a slow reader. */
function sendBack(response: IncomingMessage, outgoing: ServerResponse, poolRequest: PoolRequest): void {
  const { client } = poolRequest;
  let held = 0;
  const giveBack = () => {
    unsent.give(client, held);
    held = 0;
  };
  outgoing.writeHead(response.statusCode ?? 502, withoutHopByHop(response.rawHeaders));
  response.on("data", (chunk: Buffer) => {
    if (outgoing.write(chunk)) return;
    if (unsent.tryTake(client, chunk.length)) held += chunk.length;
    else response.pause();
  });
  outgoing.on("drain", () => {
    giveBack();
    response.resume();
  });
  outgoing.once("close", giveBack);
  response.on("error", () => outgoing.destroy());
  response.on("end", () => {
    outgoing.end();
    pool.leave(poolRequest);
  });
}
