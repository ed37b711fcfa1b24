import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { initLockKey } from "./keys";
import { ACQUIRE_LOCK, GRANT_NUMBERS, INITIALIZE } from "./lua/initialize";
import { loadSettings, NUMBER_BLOCK_SIZE, reserveFirstBlock, reserveNextBlock, wasEverStarted } from "./numbers";
import { queueScript, unavailable } from "./run-script";
import { type QueueSettings, settingsArgs } from "./settings";

const LOCK_TTL_MS = 5_000; // a process that dies while it begins a line keeps others from it no longer
const MAX_ATTEMPTS = 250;
const RETRY_DELAY_MS = 20; // between tries: what another process needs to reserve a block and say so

const acquireLock = queueScript<"BEGUN" | "YOURS" | "ANOTHERS">(ACQUIRE_LOCK);
const initializeScript = queueScript<0 | 1>(INITIALIZE);
const grantNumbers = queueScript<1>(GRANT_NUMBERS);

async function tryInitialize(line: QueueSettings): Promise<void> {
  const { concertId } = line;
  const lockToken = randomUUID();
  const lockKeys = [initLockKey(concertId)];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await acquireLock(concertId, [lockToken, LOCK_TTL_MS], lockKeys);
    if (answer === "BEGUN") return;
    if (answer === "ANOTHERS") {
      await delay(RETRY_DELAY_MS);
      continue;
    }
    const { issued, reserved } = await reserveFirstBlock(concertId);
    const recoveryMs = env().QUEUE_RECOVERY_SECONDS * 1000;
    const initialized = await initializeScript(
      concertId,
      [...settingsArgs(line), lockToken, issued, reserved, recoveryMs],
      lockKeys,
    );
    if (initialized === 1 && issued > 0) log.warn({ concertId, above: issued }, "a line was lost and begins again");
    if (initialized === 1) return;
  }
  throw unavailable();
}

const inFlight = new Map<string, Promise<unknown>>();

/** `work`, once at a time for each key in this process: whoever comes meanwhile waits for the same. */
function singleFlight<T>(key: string, work: () => Promise<T>): Promise<T> {
  const running = (inFlight.get(key) as Promise<T> | undefined) ?? work().finally(() => inFlight.delete(key));
  inFlight.set(key, running);
  return running;
}

/**
 * Begins a line that is not there: its first numbers, or, when it has been lost, those above every number that can have
 * been issued, with QUEUE_RECOVERY_SECONDS in which its fans come back and nobody is let in. However many processes ask at
 * once, it begins once.
 * @throws AppError QUEUE_UNAVAILABLE
 */
export const initialize = (line: QueueSettings): Promise<void> =>
  singleFlight(`begin ${line.concertId}`, () => tryInitialize(line));

/** The same for whoever does not know how the line is set; false when there never was one. @throws AppError QUEUE_UNAVAILABLE */
export const reinitialize = (concertId: string, line?: QueueSettings): Promise<boolean> =>
  singleFlight(`again ${concertId}`, async () => {
    if (!(await wasEverStarted(concertId))) return false;
    const settings = line ?? (await loadSettings(concertId));
    if (settings) await initialize(settings);
    return settings !== null;
  });

/** Reserves the block after the one that ends at `reserved`, and lets the line use it. @throws AppError QUEUE_UNAVAILABLE */
export const reserveNumbers = (concertId: string, reserved: number): Promise<void> =>
  singleFlight(`numbers ${concertId}`, async () => {
    await grantNumbers(concertId, [await reserveNextBlock(concertId, reserved)]);
  });

/** Ahead of need, and beside the join that noticed: when it fails, the next one tries again. */
export function prefetchNumbers(concertId: string, reserved: number, left: number): void {
  if (left >= NUMBER_BLOCK_SIZE / 2) return;
  reserveNumbers(concertId, reserved).catch(() =>
    log.warn({ concertId, left }, "no block of numbers was reserved ahead"),
  );
}
