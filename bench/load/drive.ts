import { performance } from "node:perf_hooks";
import { Wire } from "./wire";

/** How long the answers of some requests took, in ms. */
export type Times = { count: number; p50: number; p95: number; p99: number };

/** What a number of clients met, each of which asks again as soon as it has its answer. `looks` are the GETs. */
export type Driven = {
  perSecond: number;
  seconds: number;
  all: Times;
  looks: Times;
  writes: Times;
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

function timesOf(waits: number[]): Times {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Runs a load to its end. @throws when a connection breaks */
export async function drive({
  url,
  clients,
  count = Number.POSITIVE_INFINITY,
  ms,
  request,
  pauseMs,
}: Load): Promise<Driven> {
  const wires = Array.from({ length: clients }, () => new Wire(url));
  const looks: number[] = [];
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
        const asked = performance.now();
        const { status } = await wire.ask(text);
        (text.startsWith("GET") ? looks : writes).push(performance.now() - asked);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (pauseMs) await pause(pauseMs());
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const wire of wires) wire.close();
  const all = [...looks, ...writes];
  return {
    perSecond: all.length / seconds,
    seconds,
    all: timesOf(all),
    looks: timesOf(looks),
    writes: timesOf(writes),
    statuses,
  };
}

/** @returns how many a second. @throws when any answer had another status than these */
export function ratePer({ perSecond, statuses }: Driven, ...expected: number[]): number {
  const others = Object.entries(statuses).filter(([status]) => !expected.includes(Number(status)));
  if (others.length === 0) return perSecond;
  throw new Error(`answers with status ${others.map(([status, count]) => `${status} (${count} times)`).join(", ")}`);
}

export const WARMING = 10_000; // requests: every session has been met, and the engine has compiled what it runs

/** Asks a server what it will be asked, before anything is measured. */
export const warm = (url: string, clients: number, request: (n: number) => string): Promise<Driven> =>
  drive({ url, clients, count: WARMING, request });
