import { setTimeout as delay } from "node:timers/promises";
import type { Child } from "./children";

const PATIENCE_MS = 90_000; // `next dev` compiles its first page on a slow machine

/** Waits until `url` answers with a status that `good` accepts. @throws when the process behind it ends, or stays silent. */
export async function answers(url: string, child: Child, good = (status: number) => status > 0): Promise<void> {
  let gone = false;
  void child.gone.then(() => {
    gone = true;
  });
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (gone) throw new Error(`${child.name} ended before it answered.\n${child.output()}`);
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(60_000) }).catch(() => null);
    await response?.arrayBuffer();
    if (response && good(response.status)) return;
    await delay(100);
  }
  throw new Error(`${child.name} does not answer at ${url}.\n${child.output()}`);
}
