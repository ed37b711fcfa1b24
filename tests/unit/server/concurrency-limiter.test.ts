import { describe, expect, test } from "vitest";
import { fixedLimit } from "@/lib/api/load-shedding/adaptive-limit";
import { ConcurrencyLimiter } from "@/lib/api/load-shedding/concurrency-limiter";
import { PRIORITIES, type Priority } from "@/lib/api/load-shedding/priority";
import { endpoints } from "@/lib/api/routes";

/** A limiter whose clock the test moves; `outcomes` has each request as its name, `name later` or `name rejected`. */
function scene(limit: number) {
  let now = 0;
  const limiter = new ConcurrencyLimiter(fixedLimit(limit), () => now);
  const outcomes: string[] = [];
  return {
    limiter,
    outcomes,
    request(priority: Priority, name: string = priority) {
      if (limiter.tryAcquire(priority)) outcomes.push(name);
      else
        void limiter
          .waitForSlot(priority)
          .then((hasSlot) => outcomes.push(`${name} ${hasSlot ? "later" : "rejected"}`));
    },
    /** Moves the clock of a process that is too busy to look at its queue. */
    stall(ms: number) {
      now += ms;
    },
    async advance(ms: number) {
      now += ms;
      limiter.drainQueue();
      await Promise.resolve();
    },
  };
}

/** How many slots this priority gets until one request is queued. */
const fill = (limiter: ConcurrencyLimiter, priority: Priority): number => {
  for (let taken = 0; ; taken++) {
    if (limiter.tryAcquire(priority)) continue;
    void limiter.waitForSlot(priority);
    return taken;
  }
};

const SHARED = PRIORITIES.filter((priority) => priority !== "password");

test("every priority may take every free slot, and has four of its own beside those that others took", () => {
  for (const priority of SHARED) expect(fill(new ConcurrencyLimiter(fixedLimit(100)), priority)).toBe(100);
  const full = new ConcurrencyLimiter(fixedLimit(100));
  fill(full, "browse");
  expect(SHARED.filter((priority) => priority !== "browse").map((priority) => fill(full, priority))).toEqual([
    4, 4, 4, 4,
  ]);
});

test("work with passwords takes no slot of others, and others take none of its own", () => {
  const limiter = new ConcurrencyLimiter(fixedLimit(8));
  expect(fill(limiter, "password")).toBe(256);
  expect(fill(limiter, "enter")).toBe(8);
  limiter.release("password", 1);
  expect(limiter.inFlight("enter")).toBe(8);
});

test("queued requests get slots by priority, then by arrival", async () => {
  const { limiter, request, outcomes, advance } = scene(100);
  for (let n = 0; n < 100; n++) request("pay");
  for (let n = 0; n < 4; n++) for (const priority of ["browse", "hold"] as const) request(priority); // the few that always go
  outcomes.length = 0;
  for (const priority of ["browse", "hold", "pay"] as const)
    for (const n of [1, 2]) request(priority, `${priority} ${n}`);
  await advance(0);
  expect(outcomes).toEqual([]);
  const released = ["pay 1", "pay 2", "hold 1", "hold 2", "browse 1", "browse 2"];
  for (const [n, name] of released.entries()) {
    for (let left = n === 0 ? 9 : 1; left > 0; left--) limiter.release("pay", 1); // eight were in flight beyond the limit
    await advance(0);
    expect(outcomes.at(-1)).toBe(`${name} later`);
  }
  expect(outcomes).toHaveLength(6);
});

describe("a request without a slot", () => {
  test.each(["pay", "hold", "enter"] as const)(
    "waits a second to %s, also while others are rejected",
    async (priority) => {
      const { request, outcomes, advance, limiter } = scene(4);
      for (let n = 0; n < 4; n++) request(priority);
      outcomes.length = 0;
      request(priority, "first");
      await advance(500);
      request(priority, "second");
      await advance(500);
      expect(outcomes).toEqual([]);
      await advance(1);
      expect(outcomes).toEqual(["first rejected"]);
      limiter.release(priority, 1_001);
      await advance(0);
      expect(outcomes.slice(1)).toEqual(["second later"]);
    },
  );

  test("waits 250 ms to browse, and 20 ms within a second of a rejection", async () => {
    const { request, outcomes, advance, limiter } = scene(4);
    for (let n = 0; n < 4; n++) request("browse");
    outcomes.length = 0;
    request("browse", "first");
    await advance(251);
    expect(outcomes).toEqual(["first rejected"]);
    request("browse", "second");
    await advance(20);
    limiter.release("browse", 271);
    await advance(0);
    request("browse", "third");
    await advance(21);
    expect(outcomes.slice(1)).toEqual(["second later", "third rejected"]);
    await advance(1_000);
    request("browse", "fourth");
    await advance(249);
    limiter.release("browse", 1_500);
    await advance(0);
    expect(outcomes.slice(3)).toEqual(["fourth later"]);
  });

  test("is served when there is room, also after a busy process was late to look", async () => {
    const { request, outcomes, stall, advance, limiter } = scene(4);
    for (let n = 0; n < 4; n++) request("queue");
    outcomes.length = 0;
    request("queue", "late");
    stall(5_000);
    limiter.release("queue", 5_000);
    await advance(0);
    expect(outcomes).toEqual(["late later"]);
  });

  test("is rejected on arrival once the queue is known to take longer than it may wait", async () => {
    const { request, outcomes, advance, limiter } = scene(4);
    for (let n = 0; n < 4 + 30; n++) request("hold", "early");
    for (let tick = 0; tick < 10; tick++) {
      await advance(100);
      limiter.release("hold", 100); // ten a second; twenty more are in front of whoever comes now
      await advance(0);
    }
    outcomes.length = 0;
    request("hold", "late");
    await Promise.resolve();
    expect(outcomes).toEqual(["late rejected"]);
    expect(limiter.expectedWaitMs("hold")).toBeGreaterThan(1_900);
    await advance(1);
    for (let n = 0; n < 4; n++) limiter.release("hold", 100);
    request("hold", "after room was seen");
    expect(outcomes.at(-1)).toBe("after room was seen");
  });

  test("is rejected on arrival behind 2,000 others", async () => {
    const { request, outcomes, advance } = scene(1);
    for (let n = 0; n < 4 + 2_000; n++) request("enter", "early");
    request("enter", "late");
    await advance(0);
    expect(outcomes.at(-1)).toBe("late rejected");
  });
});

test("only admin and cron endpoints, health and metrics are never shed", () => {
  const never = endpoints.filter(({ definition }) => definition.priority === null).map((one) => one.definition);
  expect(never.filter(({ auth }) => auth !== "admin" && auth !== "cron").map(({ path }) => path)).toEqual([
    "/api/health",
    "/api/metrics",
  ]);
});
