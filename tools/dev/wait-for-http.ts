import { setTimeout as delay } from "node:timers/promises";
import type { Child } from "./child-process";

const TIMEOUT_MS = 180_000; // `next dev` compiles its first page on a slow machine

/**
 * Waits until `url` answers with a status that `isReady` accepts, and returns the process behind it.
 * @throws when that exits or does not answer; it is stopped then
 */
export async function waitForHttp(url: string, child: Child, isReady = (_status: number) => true): Promise<Child> {
  let hasExited = false;
  void child.exited.then(() => {
    hasExited = true;
  });
  const until = Date.now() + TIMEOUT_MS;
  while (Date.now() < until) {
    if (hasExited) throw new Error(`${child.name} ended before it answered.\n${child.output()}`);
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(60_000) }).catch(() => null);
    await response?.arrayBuffer();
    if (response && isReady(response.status)) return child;
    await delay(100);
  }
  await child.stop();
  throw new Error(`${child.name} does not answer at ${url}.\n${child.output()}`);
}
