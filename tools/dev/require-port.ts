import net from "node:net";
import type { Env } from "@/lib/core/env";
import { UserError } from "../cli";
import { isFree } from "./services/ports";

const isListening = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1_000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .on("connect", () => done(true))
      .on("error", () => done(false))
      .on("timeout", () => done(false));
  });

/** @throws UserError when PORT is in use on this machine, under any of the names `localhost` has. */
export async function requireFreePort({ PORT }: Pick<Env, "PORT">, name: string): Promise<void> {
  const inUse = await Promise.all(["127.0.0.1", "::1"].map((host) => isListening(host, PORT)));
  if (!inUse.includes(true) && (await isFree(PORT))) return;
  const command = name === "start" ? "npm start" : `npm run ${name}`;
  throw new UserError(`Port ${PORT} is in use. Choose another one: PORT=${PORT + 1} ${command}`);
}
