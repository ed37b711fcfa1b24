import net from "node:net";

const listens = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const { port: got } = server.address() as net.AddressInfo;
      server.close(() => resolve(got));
    });
  });

/** Whether nothing listens on this port of the loopback address. */
export const isFree = async (port: number): Promise<boolean> => (await listens(port)) !== null;

/** `preferred` when it is free, else any free port of the loopback address. */
export async function freePort(preferred?: number): Promise<number> {
  const port = (preferred && (await listens(preferred))) || (await listens(0));
  if (!port) throw new Error("No free port on 127.0.0.1.");
  return port;
}

/** Starts something on `preferred` or any free port; again on another when somebody took it in between. */
export async function onFreePort<T>(preferred: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort(attempt === 1 ? preferred : undefined));
    } catch (error) {
      if (attempt === 3 || !/in use/i.test(String(error))) throw error;
    }
  }
}
