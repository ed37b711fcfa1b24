import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "@/scripts/engines/ports";

const HOST = "127.0.0.1";

/** A broker names its address in its answers: there the door's port takes the place of its own. */
function readdressed(chunk: Buffer, from: number, to: number): Buffer {
  const address = Buffer.concat([Buffer.from(HOST), Buffer.alloc(4)]);
  address.writeInt32BE(from, HOST.length);
  for (let at = chunk.indexOf(address); at >= 0; at = chunk.indexOf(address, at + 1))
    chunk.writeInt32BE(to, at + HOST.length);
  return chunk;
}

/**
 * librdkafka's mock broker, which speaks Kafka's own protocol, behind a door. A closed door is a broker that is gone:
 * connections break and none is taken; what it had stored is there when it opens again, as after a restart.
 */
export async function mockBroker() {
  const kcat = process.env.KCAT_PATH ?? "kcat";
  const args = ["-C", "-q", "-b", "x", "-X", "test.mock.num.brokers=1", "-d", "mock", "-t", "unused"];
  const child = spawn(kcat, args, { stdio: ["ignore", "ignore", "pipe"] });
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    child.on("error", reject).on("exit", () => reject(new Error(said)));
    child.stderr.on("data", (chunk) => {
      said = said.length < 10_000 ? said + chunk : said;
      const found = /bootstrap\.servers=127\.0\.0\.1:(\d+)/.exec(said);
      if (found) resolve(Number(found[1]));
    });
  });
  const door = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const start = async () => {
    server = createServer((outside) => {
      const inside = connect(port, HOST);
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
      inside.on("data", (chunk) => outside.write(readdressed(chunk, port, door)));
    }).listen(door, HOST);
    await once(server, "listening");
  };
  const stop = async () => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start();
  return {
    address: `${HOST}:${door}`,
    start,
    stop,
    async end() {
      await stop();
      child.kill("SIGKILL");
    },
  };
}
