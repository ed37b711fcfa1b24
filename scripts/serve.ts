// The front door of a self-hosted Jari: answers /api itself, with no framework in between, and passes the rest on to the
// process that serves the pages.  node --import tsx scripts/serve.ts <port of the pages> [header of one's own proxy]
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { handle } from "@/lib/http/routes";
import { command, Sentence } from "./parts/say";
import { passOn } from "./serving/pages";
import { refuseUnaskable, refuseUnreadable } from "./serving/unreadable";
import { tell, visitorOf } from "./serving/visitor";

const GRACE_MS = 10_000; // requests under way may finish; a hold or a payment takes milliseconds

const answer = getRequestListener(handle, { overrideGlobalObjects: true, errorHandler: refuseUnaskable });

/** next-auth's own routes need Next; every other address under /api is the contract. */
const isOurs = (url: string) => /^\/api(?:[/?]|$)/.test(url) && !/^\/api\/auth(?:[/?]|$)/.test(url);

const [pagesPort, trustedHeader] = process.argv.slice(2);

function serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const visitor = visitorOf(incoming, trustedHeader);
  if (isOurs(incoming.url ?? "")) {
    tell(incoming, visitor);
    void answer(incoming, outgoing);
  } else passOn({ port: Number(pagesPort), visitor }, incoming, outgoing);
}

await command(async () => {
  const { HOST, PORT } = env();
  const server = createServer(
    {
      ...{
        keepAliveTimeout: 65_000,
        headersTimeout: 15_000,
        requestTimeout: 30_000,
        maxHeaderSize: 16_384,
        noDelay: true,
      },
      requireHostHeader: false, // a request without one is refused below, as a problem
    },
    serve,
  );
  server.on("clientError", refuseUnreadable);
  server.on("checkExpectation", serve); // one that we do not know is nothing to us (RFC 9110 §10.1.1)
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE" ? new Sentence(`Port ${PORT} is in use. Choose another one with PORT=`) : error,
      ),
    );
    server.listen(PORT, HOST, resolve);
  });

  process.on("SIGINT", () => {}); // Ctrl-C reaches the launcher too, which stops its parts in order
  process.once("SIGTERM", async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    await Promise.all([closeDb(), closeRedis()]);
    process.exit(0);
  });
});
