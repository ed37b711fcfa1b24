import { expect, test } from "vitest";
import { AdaptiveLimit } from "@/lib/api/load-shedding/adaptive-limit";
import { ConcurrencyLimiter } from "@/lib/api/load-shedding/concurrency-limiter";
import type { Priority } from "@/lib/api/load-shedding/priority";

const FLOOR = 16;
const WARM_UP_MS = 4_000;

type Arrival = { at: number; priority: Priority };
type Outcome = { priority: Priority; waitMs: number; admitted: boolean };

/**
 * A machine on a virtual clock: `workers` requests are worked on at a time, for about `serviceMs` each; what the limiter
 * admits beyond them waits inside, first come first served, as it would for a connection.
 */
async function simulate(arrivals: readonly Arrival[], { workers, serviceMs }: { workers: number; serviceMs: number }) {
  let now = 0;
  const limit = new AdaptiveLimit(FLOOR);
  const limiter = new ConcurrencyLimiter(limit, () => now);
  let draw = 0;
  const random = () => (++draw * 0.618_034) % 1; // even, and the same at every run
  const outcomes: Outcome[] = [];
  const inside: { priority: Priority; admittedAt: number }[] = [];
  const working: { priority: Priority; admittedAt: number; endsAt: number }[] = [];
  const settle = (priority: Priority, since: number, admitted: boolean) => {
    outcomes.push({ priority, waitMs: now - since, admitted });
    if (admitted) inside.push({ priority, admittedAt: now });
  };
  let next = 0;
  let busyMs = 0;
  let idleWhileQueuedMs = 0;
  for (; next < arrivals.length || inside.length + working.length > 0 || outcomes.length < arrivals.length; now++) {
    for (; (arrivals[next]?.at ?? Number.POSITIVE_INFINITY) <= now; next++) {
      const { priority = "hold" } = arrivals[next] ?? {};
      const since = now;
      if (limiter.tryAcquire(priority)) settle(priority, since, true);
      else void limiter.waitForSlot(priority).then((admitted) => settle(priority, since, admitted));
    }
    limiter.drainQueue();
    await Promise.resolve();
    for (const done of working.filter(({ endsAt }) => endsAt <= now)) {
      working.splice(working.indexOf(done), 1);
      limiter.release(done.priority, now - done.admittedAt);
    }
    await Promise.resolve();
    while (working.length < workers) {
      const first = inside.shift();
      if (!first) break;
      working.push({ ...first, endsAt: now + serviceMs * (0.5 + random()) });
    }
    if (now >= WARM_UP_MS) busyMs += working.length / workers;
    if (working.length < workers && outcomes.length < next) idleWhileQueuedMs++;
  }
  return { outcomes, limit: limit.current, share: busyMs / (now - WARM_UP_MS), idleWhileQueuedMs };
}

const every = (ms: number, count: number, priority: Priority): Arrival[] =>
  Array.from({ length: count }, (_, n) => ({ at: n * ms, priority }));

test("of a burst that the machine can work off in a second nobody is rejected, and no worker is idle meanwhile", async () => {
  const burst = [...every(0, 200, "hold"), ...every(0, 200, "pay")];
  const { outcomes, idleWhileQueuedMs } = await simulate(burst, { workers: 10, serviceMs: 15 });
  expect(outcomes.filter(({ admitted }) => !admitted)).toEqual([]);
  expect(idleWhileQueuedMs).toBe(0);
  const longest = (wanted: Priority) =>
    Math.max(...outcomes.filter(({ priority }) => priority === wanted).map(({ waitMs }) => waitMs));
  expect(longest("pay")).toBeLessThan(longest("hold"));
});

test("at three times what the machine can do, holds keep it busy and wait at most a second; most are told at once", async () => {
  const { outcomes, share } = await simulate(every(0.5, 20_000, "hold"), { workers: 10, serviceMs: 15 });
  const admitted = outcomes.filter((one) => one.admitted);
  const rejected = outcomes.filter((one) => !one.admitted);
  expect(share).toBeGreaterThan(0.99);
  expect(Math.max(...admitted.map(({ waitMs }) => waitMs))).toBeLessThanOrEqual(1_000);
  expect(rejected.filter(({ waitMs }) => waitMs > 0).length / rejected.length).toBeLessThan(0.1);
});

test("while holds are rejected every payment is served, and polls pass through their four slots", async () => {
  const arrivals = [...every(1, 8_000, "hold"), ...every(20, 400, "pay"), ...every(20, 400, "queue")];
  const { outcomes } = await simulate(
    arrivals.toSorted((a, b) => a.at - b.at),
    { workers: 10, serviceMs: 15 },
  );
  const countOf = (wanted: Priority, isAdmitted: boolean) =>
    outcomes.filter(({ priority, admitted }) => priority === wanted && admitted === isAdmitted).length;
  expect(countOf("hold", false)).toBeGreaterThan(1_000);
  expect(countOf("pay", false)).toBe(0);
  expect(countOf("queue", true)).toBeGreaterThan(200);
});

test.each([
  [10, 5, "few connections"],
  [10, 50, "a slow engine"],
  [400, 20, "a distant engine that answers hundreds at once"],
])(
  "with %i workers of %i ms the limit settles where they are busy and waiting inside stays short",
  async (workers, serviceMs) => {
    const capacity = workers / serviceMs;
    const { limit, share } = await simulate(every(0.8 / capacity, Math.ceil(8_000 * capacity), "browse"), {
      workers,
      serviceMs,
    });
    expect(share).toBeGreaterThan(0.85);
    expect((limit * serviceMs) / workers).toBeLessThan(serviceMs + 150);
  },
);
