import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { seatStreamHub } from "@/lib/api/seat-stream/hub";
import { UserError } from "@/tools/cli";
import { apiListener } from "./api-listener";
import { rejectClientError, rejectRequest } from "./client-errors";
import { clientInfo } from "./client-info";
import { proxyToNext } from "./next-proxy";
import { pageCache } from "./page-cache/page-cache";
import { readRevalidateToken } from "./page-cache/render-page";
import { findPageRequestError, PAGE_METHODS } from "./reject-request";
import { sendProblem } from "./send-problem";
import { staticAssets } from "./static-assets";

const GRACE_MS = 10_000; // for requests in flight; a hold or a payment takes milliseconds
const CLOSE_IDLE_EVERY_MS = 50; // while the server stops

const ACCEPT_BACKLOG = 4_096; // connections that may wait to be accepted; one more tries again after a second, or three

const LIMITS = {
  keepAliveTimeout: 65_000, // longer than a proxy keeps a connection idle, so that the server never closes first
  connectionsCheckingInterval: 1_000, // how often slow senders are looked for; Node's own is 30 s
  maxHeaderSize: 16_384, // bytes; the session's cookie and a token per concert are about 2,000
  noDelay: true,
  requireHostHeader: false, // a request without one gets a problem like any other bad request
};
const STOPPING = { status: 503, title: "Service unavailable", code: "UNAVAILABLE" };

type ServerOptions = {
  host: string;
  port: number;
  nextPort: number;
  /** The build of Next, whose files are served from here. */
  buildFolder: string;
  trustedHeader: string | undefined;
  /** How long a request with its body may take to arrive; its headers have half of that. A response may take longer. */
  receiveTimeoutMs: number;
  /** How long a socket with a request in flight may transfer nothing. */
  idleSocketTimeoutMs: number;
};

/** next-auth's own routes need Next; every other path under /api is the API. */
const isApi = (url: string) => /^\/api(?:[/?]|$)/.test(url) && !/^\/api\/auth(?:[/?]|$)/.test(url);

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  const inUse = new UserError(`Port ${port} is in use. Choose another one with PORT=`);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "EADDRINUSE" ? inUse : error));
    server.listen({ port, host, backlog: ACCEPT_BACKLOG }, resolve);
  });
}

/**
 * Starts the server: it answers /api and the files of the build itself, and proxies the rest to Next. `close` refuses new
 * requests, ends the streams, lets requests in flight finish, and resolves when they have, after ten seconds at most.
 */
export async function startServer(options: ServerOptions): Promise<{ close(): Promise<void> }> {
  const { nextPort, buildFolder, trustedHeader, receiveTimeoutMs, idleSocketTimeoutMs } = options;
  let isStopping = false;
  const serveApi = apiListener(trustedHeader, () => isStopping);
  const pagesInFlight = new Set<ServerResponse>();
  const sendAsset = staticAssets(buildFolder);
  const servePage = pageCache({ port: nextPort, revalidateToken: readRevalidateToken(buildFolder) });

  const serve = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (isStopping) {
      sendProblem(outgoing, STOPPING); // over a kept connection
      return;
    }
    if (isApi(incoming.url ?? "")) {
      void serveApi(incoming, outgoing);
      return;
    }
    const client = clientInfo(incoming, trustedHeader);
    const code = findPageRequestError(incoming, client);
    if (code) {
      rejectRequest(outgoing, code, code === "METHOD_NOT_ALLOWED" ? { Allow: PAGE_METHODS.join(", ") } : {});
      return;
    }
    pagesInFlight.add(outgoing);
    outgoing.once("close", () => pagesInFlight.delete(outgoing));
    if (sendAsset(incoming, outgoing)) return;
    servePage({ client, incoming, outgoing }, () => proxyToNext({ port: nextPort, client }, incoming, outgoing));
  };
  const timeouts = { requestTimeout: receiveTimeoutMs, headersTimeout: receiveTimeoutMs / 2 };
  const server = createServer({ ...LIMITS, ...timeouts }, serve);
  server.timeout = idleSocketTimeoutMs;
  server.on("clientError", rejectClientError);
  server.on("checkExpectation", serve); // an unknown expectation is ignored (RFC 9110 §10.1.1)
  await listen(server, options);

  return {
    async close() {
      isStopping = true;
      seatStreamHub.close();
      for (const outgoing of pagesInFlight) outgoing.shouldKeepAlive = false;
      const closed = new Promise((resolve) => server.close(resolve));
      const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
      const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(closeIdle);
      clearTimeout(grace);
    },
  };
}
