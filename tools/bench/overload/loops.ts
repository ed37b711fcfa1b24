import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { VisitStats, type Visits } from "./visits";

const TICK_MS = 5;
const LOOKS = 12; // each costs the server a question to both engines

/** As many visitors as ever fit, each followed by the next: what the server can do. */
export async function closedLoop(
  visits: Visits,
  visitors: number,
  ms: number,
): Promise<{ seen: VisitStats; perSecond: number }> {
  const seen = new VisitStats();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: visitors }, async () => {
      while (performance.now() < began + ms) if (!(await visits.visit(seen))) throw new Error("too few fans or seats");
    }),
  );
  return { seen, perSecond: (1_000 * seen.pays) / (performance.now() - began) };
}

/** Visitors who come at this rate, however others fare, and do not wait for an answer to come: what a crowd does. */
export async function openLoop(
  visits: Visits,
  perSecond: number,
  ms: number,
  every: (seen: VisitStats) => Promise<void>,
) {
  const seen = new VisitStats();
  const underWay = new Set<Promise<unknown>>();
  const began = performance.now();
  let [come, unmet] = [0, 0];
  const looks = (async () => {
    while (performance.now() < began + ms) {
      await every(seen);
      await delay(ms / LOOKS);
    }
  })();
  while (performance.now() < began + ms) {
    const due = Math.floor((perSecond * (performance.now() - began)) / 1_000);
    for (; come < due; come++) {
      const visit = visits.visit(seen).then((came) => {
        if (!came) unmet++;
        underWay.delete(visit);
      });
      underWay.add(visit);
    }
    await delay(TICK_MS);
  }
  const seconds = (performance.now() - began) / 1_000;
  const { holds, pays } = seen; // what is still on its way does not count
  await Promise.all([...underWay, looks]);
  return { seen, come, unmet, offered: come / seconds, holdsPerSecond: holds / seconds, paysPerSecond: pays / seconds };
}
