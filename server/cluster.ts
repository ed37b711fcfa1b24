import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { print } from "@/tools/cli";
import { serveClusterMetrics } from "./metrics-primary";

const DEATHS_A_MINUTE = 5; // of each; what ends more often will not get better by being started again
const MINUTE_MS = 60_000;
const PAUSE_MS = 200;

/**
 * Runs this very script `count` times over, all answering on one port, and replaces each that ends unasked. `stop` lets every
 * one of them finish. When none has ever listened, or they keep ending, this process ends with 1.
 */
export function startCluster(count: number): { stop(): Promise<void> } {
  let stopping = false;
  let everListened = false;
  let deaths: number[] = [];

  function giveUp(reason: string): void {
    print(`  The front door cannot go on: ${reason}`);
    process.exitCode = 1;
    process.kill(process.pid, "SIGTERM");
  }

  function begin(): void {
    if (stopping) return;
    const worker = cluster.fork();
    worker.once("listening", () => {
      everListened = true;
    });
    worker.once("exit", (code, signal) => {
      if (stopping) return;
      if (!everListened) return giveUp(`a process of it ended before it listened (${signal ?? code})`);
      deaths = [...deaths.filter((at) => at > Date.now() - MINUTE_MS), Date.now()];
      if (deaths.length > DEATHS_A_MINUTE * count) return giveUp("its processes keep ending");
      print(`  A process of the front door has ended (${signal ?? code}); starting another.`);
      setTimeout(begin, PAUSE_MS);
    });
  }

  serveClusterMetrics();
  for (let started = 0; started < count; started++) begin();
  return {
    async stop() {
      stopping = true;
      const workers = Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => worker !== undefined);
      const gone = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, "exit"));
      for (const worker of workers) worker.process.kill("SIGTERM");
      await Promise.all(gone);
    },
  };
}
