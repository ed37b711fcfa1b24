import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mount } from "@/lib/api/framework/compression";
import { seatStreamHub } from "@/lib/api/seat-stream/hub";
import { UserError } from "@/tools/cli";
import { apiListener } from "./api-listener";
import { rejectClientError } from "./client-errors";
import { clientInfo } from "./client-info";
import { proxyToNext } from "./next-proxy";
import { sendProblem } from "./send-problem";
import { precompressedAssets } from "./static-assets";

const GRACE_MS = 10_000; // requests under way may finish; a hold or a payment takes milliseconds
const LOOK_MS = 50; // how often a stopping server looks for connections that have fallen idle

const ACCEPT_BACKLOG = 4_096; // connections that may wait to be accepted; one more tries again after a second, or three

const LIMITS = {
  keepAliveTimeout: 65_000, // longer than a proxy keeps a connection idle, so that it is never the server who closes first
  connectionsCheckingInterval: 1_000, // how often those that are slow to arrive are looked for; node's own is 30 s
  maxHeaderSize: 16_384, // bytes; the session's cookie and a token a concert are about 2,000
  noDelay: true,
  requireHostHeader: false, // a request without one is refused as a problem, like any that cannot be asked of anybody
};
const STOPPING = { status: 503, title: "Service unavailable", code: "UNAVAILABLE" };

type Front = {
  host: string;
  port: number;
  pagesPort: number;
  /** Where the build of the pages lies. */
  buildFolder: string;
  trustedHeader: string | undefined;
  /** How long a request may take to arrive, with its body; its headers have half of that. An answer may take longer. */
  arrivalMs: number;
  /** How long a connection with an answer under way may stand still, because nothing comes or nobody takes it. */
  stillMs: number;
};

/** next-auth's own routes need Next; every other address under /api is the contract. */
const isOurs = (url: string) => /^\/api(?:[/?]|$)/.test(url) && !/^\/api\/auth(?:[/?]|$)/.test(url);

function listen(server: Server, { host, port }: Front): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE" ? new UserError(`Port ${port} is in use. Choose another one with PORT=`) : error,
      ),
    );
    server.listen({ port, host, backlog: ACCEPT_BACKLOG }, resolve);
  });
}

/**
 * Opens the front door: answers /api itself and passes the rest on to the process that serves the pages. `close` refuses
 * what is new, ends the streams, lets everything else under way finish, and resolves when it has, after ten seconds at most.
 */
export async function startServer(front: Front): Promise<{ close(): Promise<void> }> {
  let stopping = false;
  const answer = apiListener(front.trustedHeader, () => stopping);
  const pages = new Set<ServerResponse>(); // on their way
  const sendAsset = precompressedAssets(front.buildFolder);
  mount.sendsPacked = true;

  const serve = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (stopping) {
      sendProblem(outgoing, STOPPING); // over a connection from before
      return;
    }
    if (isOurs(incoming.url ?? "")) {
      void answer(incoming, outgoing);
      return;
    }
    pages.add(outgoing);
    outgoing.once("close", () => pages.delete(outgoing));
    if (sendAsset(incoming, outgoing)) return;
    proxyToNext({ port: front.pagesPort, visitor: clientInfo(incoming, front.trustedHeader) }, incoming, outgoing);
  };
  const patience = { requestTimeout: front.arrivalMs, headersTimeout: front.arrivalMs / 2 };
  const server = createServer({ ...LIMITS, ...patience }, serve);
  server.timeout = front.stillMs;
  server.on("clientError", rejectClientError);
  server.on("checkExpectation", serve); // one that we do not know is nothing to us (RFC 9110 §10.1.1)
  await listen(server, front);

  return {
    async close() {
      stopping = true;
      seatStreamHub.close();
      for (const outgoing of pages) outgoing.shouldKeepAlive = false;
      const closed = new Promise((resolve) => server.close(resolve));
      const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
      const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(looking);
      clearTimeout(grace);
    },
  };
}
