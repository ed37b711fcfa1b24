import { type Engine, launch } from "./launch";
import { onFreePort } from "./ports";

/** Valkey 9 from npm (WebAssembly, in memory only) in a process of its own, on `port` if it is free. */
export function startValkey({ port: preferred }: { port?: number } = {}): Promise<Engine> {
  return onFreePort(preferred, async (port) => {
    const engine = await launch("Valkey", "valkey-process.ts", { port });
    return { ...engine, port, url: `redis://127.0.0.1:${port}` };
  });
}
