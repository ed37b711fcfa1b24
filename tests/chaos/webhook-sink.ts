import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Shutdown } from "@/tools/dev/shutdown";

/** A receiver of the outbox that can be made to answer errors. */
export async function startWebhookSink(shutdown: Shutdown): Promise<{ url: string; setBroken(broken: boolean): void }> {
  let broken = false;
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(broken ? 500 : 204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  shutdown.add({
    name: "the sink",
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    setBroken(now) {
      broken = now;
    },
  };
}
