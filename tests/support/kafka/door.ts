import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "@/scripts/engines/ports";
import { frames } from "./frames";

export const HOST = "127.0.0.1";

/** A broker names its address in its answers: there the door's port takes the place of its own. */
function readdressed(frame: Buffer, from: number, to: number): Buffer {
  const address = Buffer.concat([Buffer.from(HOST), Buffer.alloc(4)]);
  address.writeInt32BE(from, HOST.length);
  for (let at = frame.indexOf(address); at >= 0; at = frame.indexOf(address, at + 1))
    frame.writeInt32BE(to, at + HOST.length);
  return frame;
}

/** An address that stays the same whatever broker is behind it. While it is shut, connections break and none is taken. */
export async function door() {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  return {
    address: `${HOST}:${port}`,
    async open(broker: number) {
      server = createServer((outside) => {
        const inside = connect(broker, HOST);
        for (const socket of [outside, inside]) {
          sockets.add(socket);
          socket
            .on("error", () => {})
            .on("close", () => {
              sockets.delete(socket);
              outside.destroy();
              inside.destroy();
            });
        }
        outside.pipe(inside);
        inside.on(
          "data",
          frames((frame) => outside.write(readdressed(frame, broker, port))),
        );
      }).listen(port, HOST);
      await once(server, "listening");
    },
    async shut() {
      const closed = new Promise((resolve) => server?.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
