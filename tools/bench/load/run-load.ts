import { performance } from "node:perf_hooks";
import { HttpConnection } from "./http-connection";

/** Latencies in milliseconds. */
export type Latencies = { count: number; p50: number; p95: number; p99: number };

/** The result of a closed loop of clients. `reads` are the GETs. */
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
  /** The run ends after `count` requests or `ms` milliseconds. */
  count?: number;
  ms?: number;
  request(n: number): string;
  /** Milliseconds a client waits before its next request. */
  pauseMs?(): number;
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function timesOf(waits: number[]): Latencies {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Runs a closed loop of clients. @throws when a connection breaks */
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

/** @returns requests a second. @throws when a response has an unexpected status */
export function rateOf({ perSecond, statuses }: LoadResult, ...expected: number[]): number {
  const others = Object.entries(statuses).filter(([status]) => !expected.includes(Number(status)));
  if (others.length === 0) return perSecond;
  throw new Error(`answers with status ${others.map(([status, count]) => `${status} (${count} times)`).join(", ")}`);
}

export const WARM_UP_REQUESTS = 10_000; // by then every session is cached and the code is compiled

/** Sends the requests of a measurement before it begins. */
export const warmUp = (url: string, clients: number, request: (n: number) => string): Promise<LoadResult> =>
  runLoad({ url, clients, count: WARM_UP_REQUESTS, request });
