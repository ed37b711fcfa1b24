import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

type Received = { headers: Record<string, string>; body: string };
type Behaviour = number | "hang" | "close" | { status: number; headers: Record<string, string> };

const plain = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** An HTTP server that keeps what it is sent, and answers as told: a status, never, with headers or without, or by hanging up. */
export async function startWebhookReceiver(answer: (received: Received) => Behaviour) {
  const had: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const received = { headers: plain(request.headers), body };
    had.push(received);
    const what = answer(received);
    if (what === "hang") return;
    if (what === "close") return void request.socket.destroy();
    const { status, headers } = typeof what === "object" ? what : { status: what, headers: {} };
    response.writeHead(status, { location: "http://127.0.0.1:1/", ...headers }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    had,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
