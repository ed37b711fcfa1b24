import { setTimeout as delay } from "node:timers/promises";
import { auditDuringSale } from "./audit";
import type { Fault, FaultContext } from "./faults";
import type { SimulatedUser } from "./simulated-user";
import type { Timeline } from "./timeline";

/** What came of one fault. `recoveredMs`: from its end until the service answered again; null when it did not in time. */
export type Outcome = {
  fault: string;
  at: number;
  lastedMs: number;
  failures: number;
  recoveredMs: number | null;
  /** Until every app process answered, those that were killed too: nothing else is broken before. */
  allHealthyMs: number;
  /** After a flush: until somebody was let in again. */
  admittedMs: number | null;
  violations: number;
  flushedAt: number | null;
};

const RECOVERY_TIMEOUT_MS = 30_000;
const PROBES = 4; // in a row

/** Asks at the door until the service answers and reaches its engines: whichever process it is that does. */
async function untilAnswering({ client }: FaultContext): Promise<boolean> {
  const until = Date.now() + RECOVERY_TIMEOUT_MS;
  for (let well = 0; Date.now() < until; ) {
    const { status } = await client.request({ method: "GET", path: "/api/health" });
    well = status === 200 ? well + 1 : 0;
    if (well === PROBES) return true;
    if (status !== 200) await delay(50);
  }
  return false;
}

const wasAdmittedSince = (fans: readonly SimulatedUser[], at: number) =>
  fans.some(({ admissions }) => [...admissions.values()].some((admittedAt) => admittedAt > at));

async function admissionAfter(fans: readonly SimulatedUser[], at: number): Promise<number | null> {
  while (Date.now() < at + RECOVERY_TIMEOUT_MS) {
    if (wasAdmittedSince(fans, at)) return Date.now() - at;
    await delay(100);
  }
  return null;
}

/** Does one fault to the sale, and looks at what came of it. */
export async function injectFault(
  fault: Fault,
  context: FaultContext,
  fans: readonly SimulatedUser[],
  timeline: Timeline,
): Promise<Outcome> {
  await delay(context.random.below(context.options.calmMs) + 300);
  const from = timeline.now();
  await fault.run(context);
  const [until, returnedAt] = [timeline.now(), Date.now()];
  timeline.bands.push({ name: fault.name, from, until: Math.max(until, from + 200) });
  const isWell = await untilAnswering(context);
  const recoveredMs = isWell ? Date.now() - returnedAt : null;
  await Promise.all(context.stack.apps.map((app) => app.untilHealthy()));
  const wholeMs = Date.now() - returnedAt;
  const admittedMs = fault.flushes ? await admissionAfter(fans, returnedAt) : null;
  const { violations } = await auditDuringSale();
  return {
    ...{
      fault: fault.name,
      at: from,
      lastedMs: until - from,
      recoveredMs,
      allHealthyMs: wholeMs,
      admittedMs,
      violations,
    },
    failures: timeline.failuresBetween(from, timeline.now()),
    flushedAt: fault.flushes ? returnedAt : null,
  };
}
