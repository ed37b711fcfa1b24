import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const PAGE = `<!doctype html><link rel="stylesheet" href="/style.css"><script src="/main.js"></script><p>A page</p>`;
const FILES: Record<string, [type: string, body: string]> = {
  "/style.css": ["text/css", "p { margin: 0 }"],
  "/main.js": ["text/javascript", "export {}"],
};

/**
 * In the place of Next: one page at every address, with two files that browsers may keep. With `forEachVisitor` no page
 * may be shared. `requests` counts by path what visitors with a session asked for.
 */
export async function startStaticPages({ forEachVisitor = false } = {}): Promise<{
  port: number;
  requests: Record<string, number>;
  stop(): void;
}> {
  const requests: Record<string, number> = {};
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "";
    if (incoming.headers.cookie?.includes("session-token")) requests[path] = (requests[path] ?? 0) + 1;
    const file = FILES[path];
    if (forEachVisitor && !file) outgoing.setHeader("set-cookie", "seen=1; Path=/");
    outgoing.setHeader("content-type", file?.[0] ?? "text/html; charset=utf-8");
    outgoing.setHeader(
      "cache-control",
      file ? "public, max-age=31536000, immutable" : "public, s-maxage=1, stale-while-revalidate=5",
    );
    outgoing.end(file?.[1] ?? PAGE);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, requests, stop };
}
