import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { initLockKey } from "./keys";
import { loadSettings, NUMBER_BLOCK_SIZE, reserveFirstBlock, reserveNextBlock, wasEverStarted } from "./numbers";
import { queueScript, unavailable } from "./run-script";
import { type QueueSettings, settingsArgs } from "./settings";

const LOCK_TTL_MS = 5_000; // so that a process that dies under the lock does not keep it
const MAX_ATTEMPTS = 250;
const RETRY_DELAY_MS = 20; // about what another process needs to reserve a block

const acquireLock = queueScript<"INITIALIZED" | "ACQUIRED" | "BUSY">("acquire-lock");
const initializeScript = queueScript<0 | 1>("initialize");
const grantNumbers = queueScript<1>("grant-numbers");

async function tryInitialize(settings: QueueSettings): Promise<void> {
  const { concertId } = settings;
  const lockToken = randomUUID();
  const lockKeys = [initLockKey(concertId)];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const lock = await acquireLock(concertId, [lockToken, LOCK_TTL_MS], lockKeys);
    if (lock === "INITIALIZED") return;
    if (lock === "BUSY") {
      await delay(RETRY_DELAY_MS);
      continue;
    }
    const { issued, reserved } = await reserveFirstBlock(concertId);
    const recoveryMs = env().QUEUE_RECOVERY_SECONDS * 1000;
    const args = [...settingsArgs(settings), lockToken, issued, reserved, recoveryMs];
    if ((await initializeScript(concertId, args, lockKeys)) === 0) continue;
    if (issued > 0) log.warn({ concertId, above: issued }, "a queue was lost and is initialized again");
    return;
  }
  throw unavailable();
}

const inFlight = new Map<string, Promise<unknown>>();

function singleFlight<T>(key: string, work: () => Promise<T>): Promise<T> {
  const running = (inFlight.get(key) as Promise<T> | undefined) ?? work().finally(() => inFlight.delete(key));
  inFlight.set(key, running);
  return running;
}

/** Initializes a queue, once for all processes, above every number ever reserved. @throws QUEUE_UNAVAILABLE */
export const initialize = (settings: QueueSettings): Promise<void> =>
  singleFlight(`initialize ${settings.concertId}`, () => tryInitialize(settings));

/** Initializes a lost queue, by default as Postgres has it; false when it never existed. @throws QUEUE_UNAVAILABLE */
export const reinitialize = (concertId: string, given?: QueueSettings): Promise<boolean> =>
  singleFlight(`reinitialize ${concertId}`, async () => {
    if (!(await wasEverStarted(concertId))) return false;
    const settings = given ?? (await loadSettings(concertId));
    if (settings) await initialize(settings);
    return settings !== null;
  });

export const reserveNumbers = (concertId: string, reserved: number): Promise<void> =>
  singleFlight(`numbers ${concertId}`, async () => {
    await grantNumbers(concertId, [await reserveNextBlock(concertId, reserved)]);
  });

/** Reserves the next block in the background once half of this one is used; after a failure the next join tries again. */
export function prefetchNumbers(concertId: string, reserved: number, left: number): void {
  if (left >= NUMBER_BLOCK_SIZE / 2) return;
  reserveNumbers(concertId, reserved).catch(() =>
    log.warn({ concertId, left }, "no block of numbers was reserved ahead"),
  );
}
