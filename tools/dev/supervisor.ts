import { setTimeout as delay } from "node:timers/promises";
import { print } from "../cli";
import type { Shutdown } from "./shutdown";

type Part = { name: string; exited: Promise<unknown>; stop(): Promise<void> };

const MAX_RESTARTS_PER_MINUTE = 5; // beyond this a restart will not help
const MINUTE_MS = 60_000;

/**
 * Starts a process and restarts it whenever it exits. One that keeps exiting, or cannot start again, ends everything.
 * @returns the first one @throws when that cannot start
 */
export async function supervise<T extends Part>(shutdown: Shutdown, start: () => Promise<T>): Promise<T> {
  const first = await start();
  let current = first;
  shutdown.add({ name: first.name, stop: () => current.stop() });
  const watch = async () => {
    let starts: number[] = [];
    for (;;) {
      await current.exited;
      if (shutdown.signal.aborted) return;
      starts = [...starts.filter((at) => at > Date.now() - MINUTE_MS), Date.now()];
      if (starts.length > MAX_RESTARTS_PER_MINUTE) throw new Error("it keeps ending");
      print(`  ${first.name} has ended; starting it again.`);
      await delay(200);
      current = await start();
      if (shutdown.signal.aborted) return current.stop();
    }
  };
  void watch().catch((error: Error) => {
    if (shutdown.signal.aborted) return;
    print(`  ${first.name} cannot go on: ${error.message}`);
    process.exitCode = 1;
    process.kill(process.pid, "SIGTERM");
  });
  return first;
}
