import { setTimeout as delay } from "node:timers/promises";
import { auditBesides } from "./books";
import type { Fan } from "./fan";
import type { Fault, Scene } from "./faults";
import type { Timeline } from "./timeline";

/** What came of one fault. `recoveredMs`: from its end until the service answered again; null when it did not in time. */
export type Outcome = {
  fault: string;
  at: number;
  lastedMs: number;
  failures: number;
  recoveredMs: number | null;
  /** Until every app process answered, those that were killed too: nothing else is broken before. */
  wholeMs: number;
  /** After a flush: until somebody was let in again. */
  admittedMs: number | null;
  violations: number;
  flushedAt: number | null;
};

const PATIENCE_MS = 30_000;
const PROBES = 4; // in a row

/** Asks at the door until the service answers and reaches its engines: whichever process it is that does. */
async function answers({ client }: Scene): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  for (let well = 0; Date.now() < until; ) {
    const { status } = await client.ask({ method: "GET", path: "/api/health" });
    well = status === 200 ? well + 1 : 0;
    if (well === PROBES) return true;
    if (status !== 200) await delay(50);
  }
  return false;
}

const letInSince = (fans: readonly Fan[], at: number) =>
  fans.some(({ admissions }) => [...admissions.values()].some((admittedAt) => admittedAt > at));

async function admissionAfter(fans: readonly Fan[], at: number): Promise<number | null> {
  while (Date.now() < at + PATIENCE_MS) {
    if (letInSince(fans, at)) return Date.now() - at;
    await delay(100);
  }
  return null;
}

/** Does one fault to the sale, and looks at what came of it. */
export async function breakOnce(
  fault: Fault,
  scene: Scene,
  fans: readonly Fan[],
  timeline: Timeline,
): Promise<Outcome> {
  await delay(scene.dice.below(scene.options.calmMs) + 300);
  const from = timeline.now();
  await fault.run(scene);
  const [until, returnedAt] = [timeline.now(), Date.now()];
  timeline.bands.push({ name: fault.name, from, until: Math.max(until, from + 200) });
  const isWell = await answers(scene);
  const recoveredMs = isWell ? Date.now() - returnedAt : null;
  await Promise.all(scene.house.apps.map((app) => app.isBack()));
  const wholeMs = Date.now() - returnedAt;
  const admittedMs = fault.flushes ? await admissionAfter(fans, returnedAt) : null;
  const { violations } = await auditBesides();
  return {
    ...{ fault: fault.name, at: from, lastedMs: until - from, recoveredMs, wholeMs, admittedMs, violations },
    failures: timeline.failuresBetween(from, timeline.now()),
    flushedAt: fault.flushes ? returnedAt : null,
  };
}
