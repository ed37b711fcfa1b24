import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { print } from "@/tools/cli";
import { serveClusterMetrics } from "./metrics-primary";

const MAX_EXITS_PER_MINUTE = 5; // per worker; what exits more often will not get better by a restart
const MINUTE_MS = 60_000;
const RESTART_DELAY_MS = 200;

/**
 * Runs this script in `count` workers that share one port, and replaces each that exits. `stop` lets every worker finish.
 * When none has ever listened, or they keep exiting, this process exits with 1.
 */
export function startCluster(count: number): { stop(): Promise<void> } {
  let isStopping = false;
  let hasListened = false;
  let exits: number[] = [];

  function giveUp(reason: string): void {
    print(`  The server cannot go on: ${reason}`);
    process.exitCode = 1;
    process.kill(process.pid, "SIGTERM");
  }

  function startWorker(): void {
    if (isStopping) return;
    const worker = cluster.fork();
    worker.once("listening", () => {
      hasListened = true;
    });
    worker.once("exit", (code, signal) => {
      if (isStopping) return;
      if (!hasListened) return giveUp(`a worker exited before it listened (${signal ?? code})`);
      exits = [...exits.filter((at) => at > Date.now() - MINUTE_MS), Date.now()];
      if (exits.length > MAX_EXITS_PER_MINUTE * count) return giveUp("its workers keep exiting");
      print(`  A worker of the server has exited (${signal ?? code}); starting another.`);
      setTimeout(startWorker, RESTART_DELAY_MS);
    });
  }

  serveClusterMetrics();
  for (let started = 0; started < count; started++) startWorker();
  return {
    async stop() {
      isStopping = true;
      const workers = Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => worker !== undefined);
      const exited = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, "exit"));
      for (const worker of workers) worker.process.kill("SIGTERM");
      await Promise.all(exited);
    },
  };
}
