import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Shutdown } from "@/tools/dev/shutdown";

/** Called once for the next payment that is passed on, with the app that has it. */
export type OnPayment = (app: number) => void;
export type ChaosProxy = { base: string; atNextPayment(call: OnPayment): void };

const SAFE = new Set(["GET", "HEAD"]);
const CONNECT_CODES = new Set(["ECONNREFUSED"]);

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * What stands before the app processes: in turn, and to the other one when one does not listen. What may have been heard
 * is sent again only if it changes nothing; anything else is answered 502, for its sender to decide.
 */
export async function startProxy(ports: readonly number[], shutdown: Shutdown): Promise<ChaosProxy> {
  const agent = new Agent({ keepAlive: true }); // whoever waits, waits in an app, and is told when there is no room
  let turn = 0;
  let onPayment: OnPayment | undefined;

  function passOn(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, app: number, tries: number): void {
    const { method = "GET", url: path, headers } = incoming;
    const upstream = request({ host: "127.0.0.1", port: ports[app], method, path, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      if (outgoing.destroyed || outgoing.headersSent) return outgoing.destroy();
      const again = tries > 1 && (CONNECT_CODES.has(error.code ?? "") || SAFE.has(method));
      if (again) passOn(incoming, outgoing, body, (app + 1) % ports.length, tries - 1);
      else outgoing.writeHead(502, { "content-type": "application/json" }).end('{"code":"BAD_GATEWAY"}');
    });
    outgoing.on("close", () => upstream.destroy());
    upstream.end(body);
    if (method === "POST" && path === "/api/payments") {
      onPayment?.(app);
      onPayment = undefined;
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming).catch(() => null); // the client hung up
    if (body) passOn(incoming, outgoing, body, turn++ % ports.length, ports.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  shutdown.add({
    name: "the proxy",
    async stop() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  });
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    atNextPayment(call) {
      onPayment = call;
    },
  };
}
