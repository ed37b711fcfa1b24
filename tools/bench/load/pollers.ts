import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { HttpConnection, type RawResponse, serializeRequest } from "./http-connection";

type PollOptions = { url: string; path: string; pollers: number; seconds: number; everyMs?: number };

/** What the pollers received; `failures` are other statuses and broken connections. */
export type PollStats = { answers: number; failures: number; seconds: number; bodies: Set<string>; waits: number[] };

const CONNECTS_PER_BATCH = 200; // the listen backlog is not what is measured

/** Polls one URL over `pollers` connections, each once every `everyMs`. */
export async function pollAll({ url, path, pollers, seconds, everyMs = 1_000 }: PollOptions): Promise<PollStats> {
  const request = Buffer.from(serializeRequest("GET", path));
  const stats: PollStats = { answers: 0, failures: 0, seconds: 0, bodies: new Set(), waits: [] };
  const wires = Array.from({ length: pollers }, () => new HttpConnection(url));
  const poll = async (wire: HttpConnection): Promise<void> => {
    const began = performance.now();
    const reply: RawResponse | null = await wire.send(request).catch(() => null);
    stats.waits.push(performance.now() - began);
    if (reply?.status === 200) {
      stats.answers++;
      stats.bodies.add(reply.body.toString());
    } else stats.failures++;
  };
  for (let at = 0; at < pollers; at += CONNECTS_PER_BATCH)
    await Promise.all(wires.slice(at, at + CONNECTS_PER_BATCH).map(poll));

  const began = performance.now();
  const until = began + 1_000 * seconds;
  await Promise.all(
    wires.map(async (wire, n) => {
      await delay((everyMs * n) / pollers); // spreads the polls evenly
      while (performance.now() < until) {
        const next = performance.now() + everyMs;
        await poll(wire);
        await delay(Math.max(0, next - performance.now()));
      }
    }),
  );
  stats.seconds = (performance.now() - began) / 1_000;
  for (const wire of wires) wire.close();
  return stats;
}
