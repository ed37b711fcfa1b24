import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "@/tools/root";
import { arrivalTimes } from "./arrivals";
import type { CrowdResult, FanPlan, Progress } from "./crowd";
import type { FanRecord, Sale } from "./fan";
import type { ChildMessage, ParentMessage } from "./load-child";
import { type CpuSeconds, cpuBetween, cpuSecondsByGroup, latestCpu } from "./processes";
import { type CrowdStats, mergeStats } from "./stats";

export type OnsaleOptions = {
  url: string;
  /** The address that people type, where it is another one. */
  site?: string;
  sale: Sale;
  seats: number;
  /** Each fan's session cookie, and headers that say where they come from. */
  fans: readonly { cookie: string; headers?: Record<string, string> }[];
  /** Everybody comes within this time around the opening. */
  withinMs: number;
  /** The run is broken off so long after the opening. */
  timeoutMs: number;
  pace?: number;
  loadProcesses?: number;
  maxConnections?: number;
  /** Whose processes are measured; by default those of the whole machine. */
  rootPid?: number;
  onMoment?: (moment: Moment) => void;
  /** Breaks the run off. */
  signal?: AbortSignal;
};

/** The sale at one moment, `atMs` from the opening; `cpu` is the processor time of the second before. */
export type Moment = Omit<Progress, "cpuSeconds"> & { atMs: number; cpu: CpuSeconds };

export type OnsaleResult = {
  records: FanRecord[];
  stats: CrowdStats;
  moments: Moment[];
  /** From the opening to the last seat's payment; null when seats were left. */
  soldOutMs: number | null;
  cpu: CpuSeconds;
  bytes: number;
  seconds: number;
};

const COLD_SHARE = 0.3; // of fans have none of the site's files
const SPARE_DESCRIPTORS = 1_000; // of a server, for its engines and files
const DEFAULT_MAX_CONNECTIONS = 15_000;
const FINISH_MS = 60_000; // for those inside when the sale is over

const NOTHING: Progress = {
  arrived: 0,
  joined: 0,
  inside: 0,
  bought: 0,
  seats: 0,
  finished: 0,
  requests: 0,
  refusals: 0,
  cpuSeconds: 0,
};

const addProgress = (a: Progress, b: Progress): Progress => ({
  arrived: a.arrived + b.arrived,
  joined: a.joined + b.joined,
  inside: a.inside + b.inside,
  bought: a.bought + b.bought,
  seats: a.seats + b.seats,
  finished: a.finished + b.finished,
  requests: a.requests + b.requests,
  refusals: a.refusals + b.refusals,
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
});

/** As many connections as a server of this machine has descriptors for. */
function maxConnectionsHere(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const most = Number(/^Max open files\s+\d+\s+(\d+)/m.exec(limits)?.[1]);
    return most > 2 * SPARE_DESCRIPTORS ? most - SPARE_DESCRIPTORS : DEFAULT_MAX_CONNECTIONS;
  } catch {
    return DEFAULT_MAX_CONNECTIONS; // not on Linux
  }
}

/** A load process with its part of the fans. */
class LoadProcess {
  progress = NOTHING;
  readonly result: Promise<CrowdResult>;
  readonly #child: ChildProcess;

  constructor(onProgress: () => void) {
    const tsx = pathToFileURL(path.join(ROOT, "node_modules/tsx/dist/loader.mjs")).href;
    this.#child = fork(path.join(import.meta.dirname, "load-child.ts"), { execArgv: ["--import", tsx], cwd: ROOT });
    this.result = new Promise((resolve, reject) => {
      this.#child.on("message", (message: ChildMessage) => {
        if ("progress" in message) {
          this.progress = message.progress;
          onProgress();
        } else if ("result" in message) resolve(message.result);
        else reject(new Error(message.error));
      });
      this.#child.on("error", reject);
      this.#child.on("exit", (code) => reject(new Error(`a load process ended with code ${code}`)));
    });
    this.result.catch(() => {}); // whoever awaits it later still sees the error
  }

  send(message: ParentMessage): void {
    if (this.#child.connected) this.#child.send(message, () => {}); // it may be on its way out, with its result
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }
}

function fanPlans({ fans, sale, withinMs }: OnsaleOptions): FanPlan[] {
  const times = arrivalTimes(fans.length, withinMs, Math.random);
  return fans.map((fan, index) => {
    const hasFiles = Math.random() >= COLD_SHARE;
    return { ...fan, index, hasFiles, arriveAt: sale.opensAt + (times[index] ?? 0) };
  });
}

/** Plays a whole on-sale against a server that runs. @throws when it is not over within its time */
export async function runOnsale(options: OnsaleOptions): Promise<OnsaleResult> {
  const {
    url,
    site,
    sale,
    seats,
    pace = 1,
    loadProcesses = 1,
    maxConnections = maxConnectionsHere(),
    rootPid,
  } = options;
  options.signal?.throwIfAborted();
  const plans = fanPlans(options);
  const loads = Array.from({ length: loadProcesses }, () => new LoadProcess(() => onProgress()));
  const moments: Moment[] = [];
  const before = cpuSecondsByGroup(rootPid);
  let [soldOutMs, lastCpu, reports]: [number | null, CpuSeconds, number] = [null, before, 0];

  function onProgress(): void {
    if (++reports % loads.length !== 0) return; // once all have reported
    const { cpuSeconds: _, ...progress } = loads.reduce((sum, load) => addProgress(sum, load.progress), NOTHING);
    const cpu = latestCpu(lastCpu, cpuSecondsByGroup(rootPid));
    const moment = { ...progress, atMs: Date.now() - sale.opensAt, cpu: cpuBetween(lastCpu, cpu) };
    lastCpu = cpu;
    moments.push(moment);
    options.onMoment?.(moment);
    const isOver = progress.seats >= seats && progress.joined >= plans.length;
    if (isOver) for (const load of loads) load.send({ over: true });
  }

  for (const [n, load] of loads.entries()) {
    const fans = plans.filter(({ index }) => index % loads.length === n);
    const connections = Math.floor(maxConnections / loads.length);
    load.send({ plan: { url, site, sale, fans, pace, maxConnections: connections } });
  }
  const endAt = sale.opensAt + options.timeoutMs;
  const ending = setTimeout(() => loads.map((load) => load.send({ over: true })), endAt - Date.now());
  const stop = () => {
    for (const load of loads) load.stop();
  };
  const stopping = setTimeout(stop, endAt - Date.now() + FINISH_MS);
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    const results = await Promise.all(loads.map(({ result }) => result));
    const records = results.flatMap(({ records }) => records).sort((a, b) => a.fan - b.fan);
    soldOutMs = soldOutAfter(records, seats, sale.opensAt);
    return {
      records,
      stats: mergeStats(results.map(({ stats }) => stats)),
      moments,
      soldOutMs,
      cpu: cpuBetween(before, lastCpu),
      bytes: results.reduce((sum, { bytes }) => sum + bytes, 0),
      seconds: (Date.now() - sale.opensAt) / 1_000,
    };
  } finally {
    clearTimeout(ending);
    clearTimeout(stopping);
    stop();
  }
}

/** When the last of all seats was paid, in milliseconds from the opening; null when some were not. */
function soldOutAfter(records: readonly FanRecord[], seats: number, opensAt: number): number | null {
  const sold = records.reduce((sum, { seats }) => sum + seats.length, 0);
  if (sold < seats) return null;
  return Math.max(...records.map(({ paidAt }) => paidAt)) - opensAt;
}
