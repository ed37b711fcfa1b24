import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Reply, requestOf, Wire } from "./wire";

type Crowd = { url: string; path: string; pollers: number; seconds: number; everyMs?: number };

/** What a crowd met: how many answers, how many of them or of the connections were not what they should be. */
export type Watched = { answers: number; failures: number; seconds: number; bodies: Set<string>; waits: number[] };

const OPEN_AT_ONCE = 200; // connections that are begun together: a backlog is not what is measured

/** So many fans watch one address over a connection of their own, each about every second, for so long. */
export async function watch({ url, path, pollers, seconds, everyMs = 1_000 }: Crowd): Promise<Watched> {
  const request = Buffer.from(requestOf("GET", path));
  const seen: Watched = { answers: 0, failures: 0, seconds: 0, bodies: new Set(), waits: [] };
  const wires = Array.from({ length: pollers }, () => new Wire(url));
  const look = async (wire: Wire): Promise<void> => {
    const began = performance.now();
    const reply: Reply | null = await wire.ask(request).catch(() => null);
    seen.waits.push(performance.now() - began);
    if (reply?.status === 200) {
      seen.answers++;
      seen.bodies.add(reply.body.toString());
    } else seen.failures++;
  };
  for (let at = 0; at < pollers; at += OPEN_AT_ONCE) await Promise.all(wires.slice(at, at + OPEN_AT_ONCE).map(look));

  const began = performance.now();
  const until = began + 1_000 * seconds;
  await Promise.all(
    wires.map(async (wire, n) => {
      await delay((everyMs * n) / pollers); // as fans do, they look at moments of their own
      while (performance.now() < until) {
        const next = performance.now() + everyMs;
        await look(wire);
        await delay(Math.max(0, next - performance.now()));
      }
    }),
  );
  seen.seconds = (performance.now() - began) / 1_000;
  for (const wire of wires) wire.close();
  return seen;
}
