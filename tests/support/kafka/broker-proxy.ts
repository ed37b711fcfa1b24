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

/** Replaces the broker's port in its responses, which name its address, by the proxy's. */
function replacePort(frame: Buffer, from: number, to: number): Buffer {
  const address = Buffer.concat([Buffer.from(HOST), Buffer.alloc(4)]);
  address.writeInt32BE(from, HOST.length);
  for (let at = frame.indexOf(address); at >= 0; at = frame.indexOf(address, at + 1))
    frame.writeInt32BE(to, at + HOST.length);
  return frame;
}

const tls = (file: string) => path.resolve(import.meta.dirname, "tls", file);

/** The CA that a client of a proxy with TLS must trust (NODE_EXTRA_CA_CERTS). */
export const CERTIFICATE = tls("cert.pem");

/**
 * A TCP proxy whose address stays the same whatever broker is behind it. While it is shut it accepts no connection. With an
 * account it speaks TLS and demands a SASL/PLAIN login.
 */
export async function startBrokerProxy(account?: Account) {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let holdProduce: ((pass: () => void) => void) | undefined;
  return {
    address: `${HOST}:${port}`,
    async open(broker: number) {
      const onConnection = (outside: Socket) => {
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
        const respond = (frame: Buffer) => outside.write(replacePort(frame, broker, port));
        const request = (frame: Buffer) => {
          const pass = () => void inside.write(frame);
          if (!holdProduce || frame.readInt16BE(4) !== PRODUCE) return pass();
          holdProduce(pass);
          holdProduce = undefined;
        };
        const guard = account && saslProxy(account, inside, outside);
        outside.on("data", frames(guard ? guard.onRequest : request));
        inside.on("data", frames(guard ? (frame) => respond(guard.onResponse(frame)) : respond));
      };
      const credentials = () => ({ cert: readFileSync(CERTIFICATE), key: readFileSync(tls("key.pem")) });
      server = account ? createTlsServer(credentials(), onConnection) : createServer(onConnection);
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
