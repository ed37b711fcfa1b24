import { performance } from "node:perf_hooks";
import { HttpConnection } from "./http-connection";

/** How long the answers of some requests took, in ms. */
export type Latencies = { count: number; p50: number; p95: number; p99: number };

/** What a number of clients met, each of which asks again as soon as it has its answer. `looks` are the GETs. */
export type LoadResult = {
  perSecond: number;
  seconds: number;
  all: Latencies;
  reads: Latencies;
  writes: Latencies;
  statuses: Record<number, number>;
};

type Load = {
  url: string;
  clients: number;
  /** Until so many were asked, or so many ms have passed. */
  count?: number;
  ms?: number;
  request(n: number): string;
  /** How long a client waits before its next request, in ms. */
  pauseMs?(): number;
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function timesOf(waits: number[]): Latencies {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Runs a load to its end. @throws when a connection breaks */
export async function runLoad({
  url,
  clients,
  count = Number.POSITIVE_INFINITY,
  ms,
  request,
  pauseMs,
}: Load): Promise<LoadResult> {
  const wires = Array.from({ length: clients }, () => new HttpConnection(url));
  const reads: number[] = [];
  const writes: number[] = [];
  const statuses: Record<number, number> = {};
  let next = 0;
  const began = performance.now();
  const until = ms === undefined ? Number.POSITIVE_INFINITY : began + ms;
  await Promise.all(
    wires.map(async (wire) => {
      if (pauseMs) await pause(pauseMs() * Math.random());
      while (next < count && performance.now() < until) {
        const text = request(next++);
        const startedAt = performance.now();
        const { status } = await wire.send(text);
        (text.startsWith("GET") ? reads : writes).push(performance.now() - startedAt);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (pauseMs) await pause(pauseMs());
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const wire of wires) wire.close();
  const all = [...reads, ...writes];
  return {
    perSecond: all.length / seconds,
    seconds,
    all: timesOf(all),
    reads: timesOf(reads),
    writes: timesOf(writes),
    statuses,
  };
}

/** @returns how many a second. @throws when any answer had another status than these */
export function rateOf({ perSecond, statuses }: LoadResult, ...expected: number[]): number {
  const others = Object.entries(statuses).filter(([status]) => !expected.includes(Number(status)));
  if (others.length === 0) return perSecond;
  throw new Error(`answers with status ${others.map(([status, count]) => `${status} (${count} times)`).join(", ")}`);
}

export const WARM_UP_REQUESTS = 10_000; // requests: every session has been met, and the engine has compiled what it runs

/** Asks a server what it will be asked, before anything is measured. */
export const warmUp = (url: string, clients: number, request: (n: number) => string): Promise<LoadResult> =>
  runLoad({ url, clients, count: WARM_UP_REQUESTS, request });
