import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

type Received = { headers: Record<string, string>; body: string };
type Behaviour = number | "hang" | "close" | { status: number; headers: Record<string, string> };

const plain = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** An HTTP server that records requests and responds with a status, with a status and headers, never, or by closing the socket. */
export async function startWebhookReceiver(respond: (received: Received) => Behaviour) {
  const requests: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const received = { headers: plain(request.headers), body };
    requests.push(received);
    const behaviour = respond(received);
    if (behaviour === "hang") return;
    if (behaviour === "close") return void request.socket.destroy();
    const { status, headers } = typeof behaviour === "object" ? behaviour : { status: behaviour, headers: {} };
    response.writeHead(status, { location: "http://127.0.0.1:1/", ...headers }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
