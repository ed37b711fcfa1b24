import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { freePort } from "@/tools/dev/services/ports";
import { frames } from "./frames";
import { type Account, saslProxy } from "./sasl-proxy";

export const HOST = "127.0.0.1";
const PRODUCE = 0; // its api key, after the four bytes of length

/** A broker names its address in its answers: there the door's port takes the place of its own. */
function readdressed(frame: Buffer, from: number, to: number): Buffer {
  const address = Buffer.concat([Buffer.from(HOST), Buffer.alloc(4)]);
  address.writeInt32BE(from, HOST.length);
  for (let at = frame.indexOf(address); at >= 0; at = frame.indexOf(address, at + 1))
    frame.writeInt32BE(to, at + HOST.length);
  return frame;
}

const tls = (file: string) => path.resolve(import.meta.dirname, "tls", file);

/** What whoever comes through a guarded door has to trust: NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = tls("cert.pem");

/**
 * An address that stays the same whatever broker is behind it. While it is shut, connections break and none is taken. One
 * with an account speaks TLS, and lets through who logs in with SASL/PLAIN.
 */
export async function startBrokerProxy(account?: Account) {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let holdProduce: ((pass: () => void) => void) | undefined;
  return {
    address: `${HOST}:${port}`,
    async open(broker: number) {
      const welcome = (outside: Socket) => {
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
        const answer = (frame: Buffer) => outside.write(readdressed(frame, broker, port));
        const request = (frame: Buffer) => {
          const pass = () => void inside.write(frame);
          if (!holdProduce || frame.readInt16BE(4) !== PRODUCE) return pass();
          holdProduce(pass);
          holdProduce = undefined;
        };
        const guard = account && saslProxy(account, inside, outside);
        outside.on("data", frames(guard ? guard.asked : request));
        inside.on("data", frames(guard ? (frame) => answer(guard.answered(frame)) : answer));
      };
      const papers = () => ({ cert: readFileSync(CERTIFICATE), key: readFileSync(tls("key.pem")) });
      server = account ? createTlsServer(papers(), welcome) : createServer(welcome);
      server.listen(port, HOST);
      await once(server, "listening");
    },
    /** Resolves with the next produce request, which the broker gets when it is passed on. */
    heldProduce: () =>
      new Promise<() => void>((resolve) => {
        holdProduce = resolve;
      }),
    async shut() {
      const closed = new Promise((resolve) => server?.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
