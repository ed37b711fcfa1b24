import { setTimeout as delay } from "node:timers/promises";
import type { Env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { claimRehearsal } from "@/lib/rehearsals";
import type { Shutdown } from "../dev/shutdown";
import { runRehearsal } from "./run";

const LOOK_EVERY_MS = 3_000;

async function runUntil(settings: Env, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await claimRehearsal().catch(() => null); // without Postgres there is nothing to run
    if (claimed) await runRehearsal(claimed, { settings, signal }).catch(logFailure);
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

const logFailure = (error: unknown) =>
  log.warn({ err: error instanceof Error ? error.message : String(error) }, "a rehearsal ended without a verdict");

/** Runs the rehearsals that admins ask for, one after the other, until the shutdown, which waits for one to be cleared away. */
export function runRequestedRehearsals(settings: Env, shutdown: Shutdown): void {
  const running = runUntil(settings, shutdown.signal);
  shutdown.add({ name: "rehearsals", stop: () => running });
}
