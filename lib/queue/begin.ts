import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { unavailable, verb } from "./ask";
import { openingKey } from "./keys";
import { BLOCK, hasStarted, lineAsSet, reserveAfter, reserveBlock } from "./numbers";
import { BEGIN, GRANT, OPEN } from "./scripts/begin";
import { type Line, settingsOf } from "./settings";

const OPENING_MS = 5_000; // a process that dies while it begins a line keeps others from it no longer
const TRIES = 250;
const PATIENCE_MS = 20; // between tries: what another process needs to reserve a block and say so

const open = verb<"BEGUN" | "YOURS" | "ANOTHERS">(OPEN);
const begin = verb<0 | 1>(BEGIN);
const grant = verb<1>(GRANT);

async function beginOnce(line: Line): Promise<void> {
  const { concertId } = line;
  const who = randomUUID();
  const opening = [openingKey(concertId)];
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await open(concertId, [who, OPENING_MS], opening);
    if (answer === "BEGUN") return;
    if (answer === "ANOTHERS") {
      await delay(PATIENCE_MS);
      continue;
    }
    const { issued, reserved } = await reserveBlock(concertId);
    const recoveryMs = env().LINE_RECOVERY_SECONDS * 1000;
    const begun = await begin(concertId, [...settingsOf(line), who, issued, reserved, recoveryMs], opening);
    if (begun === 1 && issued > 0) log.warn({ concertId, above: issued }, "a line was lost and begins again");
    if (begun === 1) return;
  }
  throw unavailable();
}

const underWay = new Map<string, Promise<unknown>>();

/** `work`, once at a time for each key in this process: whoever comes meanwhile waits for the same. */
function together<T>(key: string, work: () => Promise<T>): Promise<T> {
  const running = (underWay.get(key) as Promise<T> | undefined) ?? work().finally(() => underWay.delete(key));
  underWay.set(key, running);
  return running;
}

/**
 * Begins a line that is not there: its first numbers, or, when it has been lost, those above every number that can have
 * been issued, with LINE_RECOVERY_SECONDS in which its fans come back and nobody is let in. However many processes ask at
 * once, it begins once.
 * @throws Refusal QUEUE_UNAVAILABLE
 */
export const beginLine = (line: Line): Promise<void> => together(`begin ${line.concertId}`, () => beginOnce(line));

/** The same for whoever does not know how the line is set; false when there never was one. @throws Refusal QUEUE_UNAVAILABLE */
export const beginAgain = (concertId: string, line?: Line): Promise<boolean> =>
  together(`again ${concertId}`, async () => {
    if (!(await hasStarted(concertId))) return false;
    const set = line ?? (await lineAsSet(concertId));
    if (set) await beginLine(set);
    return set !== null;
  });

/** Reserves the block after the one that ends at `reserved`, and lets the line use it. @throws Refusal QUEUE_UNAVAILABLE */
export const supplyNumbers = (concertId: string, reserved: number): Promise<void> =>
  together(`numbers ${concertId}`, async () => {
    await grant(concertId, [await reserveAfter(concertId, reserved)]);
  });

/** Ahead of need, and beside the join that noticed: when it fails, the next one tries again. */
export function supplyAhead(concertId: string, reserved: number, left: number): void {
  if (left >= BLOCK / 2) return;
  supplyNumbers(concertId, reserved).catch(() =>
    log.warn({ concertId, left }, "no block of numbers was reserved ahead"),
  );
}
