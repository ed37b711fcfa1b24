import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { VisitStats, type Visits } from "./visits";

const TICK_MS = 5;
const SAMPLES = 12; // each queries both engines

/** A closed loop of visitors: what the server can do. */
export async function closedLoop(
  visits: Visits,
  visitors: number,
  ms: number,
): Promise<{ stats: VisitStats; perSecond: number }> {
  const stats = new VisitStats();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: visitors }, async () => {
      while (performance.now() < began + ms) if (!(await visits.visit(stats))) throw new Error("too few fans or seats");
    }),
  );
  return { stats, perSecond: (1_000 * stats.pays) / (performance.now() - began) };
}

/** An open loop: visitors arrive at this rate, whatever the server does. */
export async function openLoop(
  visits: Visits,
  perSecond: number,
  ms: number,
  every: (stats: VisitStats) => Promise<void>,
) {
  const stats = new VisitStats();
  const inFlight = new Set<Promise<unknown>>();
  const began = performance.now();
  let [started, unmet] = [0, 0];
  const sampling = (async () => {
    while (performance.now() < began + ms) {
      await every(stats);
      await delay(ms / SAMPLES);
    }
  })();
  while (performance.now() < began + ms) {
    const due = Math.floor((perSecond * (performance.now() - began)) / 1_000);
    for (; started < due; started++) {
      const visit = visits.visit(stats).then((hasStarted) => {
        if (!hasStarted) unmet++;
        inFlight.delete(visit);
      });
      inFlight.add(visit);
    }
    await delay(TICK_MS);
  }
  const seconds = (performance.now() - began) / 1_000;
  const { holds, pays } = stats; // visits in flight do not count
  await Promise.all([...inFlight, sampling]);
  return {
    stats,
    started,
    unmet,
    offered: started / seconds,
    holdsPerSecond: holds / seconds,
    paysPerSecond: pays / seconds,
  };
}
