import { expect, test } from "vitest";
import { ConcurrencyLimiter } from "@/lib/api/load-shedding/concurrency-limiter";
import { PRIORITIES, type Priority } from "@/lib/api/load-shedding/priority";
import { endpoints } from "@/lib/api/routes";

/** A limiter whose clock the test moves; `outcomes` has each request as its name, `name later` or `name rejected`. */
function scene(limit: number) {
  let now = 0;
  const limiter = new ConcurrencyLimiter(limit, () => now);
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
    async after(ms: number) {
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

test("higher priorities get larger shares of the slots, and each priority has four of its own", () => {
  const alone = PRIORITIES.map((priority) => fill(new ConcurrencyLimiter(100), priority));
  expect(alone).toEqual([100, 85, 30, 30, 20]);
  const limiter = new ConcurrencyLimiter(100);
  const combined = [...PRIORITIES].reverse().map((priority) => fill(limiter, priority));
  expect(combined).toEqual([20, 10, 4, 51, 15]);
  const full = new ConcurrencyLimiter(100);
  fill(full, "pay");
  expect(PRIORITIES.slice(1).map((priority) => fill(full, priority))).toEqual([4, 4, 4, 4]);
});

test("queued requests get slots by priority, then by arrival", async () => {
  const { limiter, request, outcomes, after } = scene(100);
  for (let n = 0; n < 100; n++) request("pay");
  for (let n = 0; n < 4; n++) for (const priority of ["browse", "hold"] as const) request(priority); // the few that always go
  outcomes.length = 0;
  for (const priority of ["browse", "hold", "pay"] as const)
    for (const n of [1, 2]) request(priority, `${priority} ${n}`);
  await after(0);
  expect(outcomes).toEqual([]);
  for (let n = 0; n < 95; n++) limiter.release("pay");
  await after(0);
  expect(outcomes).toEqual(
    ["pay 1", "pay 2", "hold 1", "hold 2", "browse 1", "browse 2"].map((name) => `${name} later`),
  );
});

test("a burst is queued for 50 ms; while requests are being rejected, for 10 ms", async () => {
  const { request, outcomes, after, limiter } = scene(4);
  for (let n = 0; n < 4; n++) request("pay");
  outcomes.length = 0;
  request("pay", "first");
  await after(49);
  expect(outcomes).toEqual([]);
  limiter.release("pay");
  await after(0);
  expect(outcomes).toEqual(["first later"]);

  request("pay", "second");
  await after(51);
  expect(outcomes.slice(1)).toEqual(["second rejected"]);
  request("pay", "third");
  await after(9);
  expect(outcomes.slice(2)).toEqual([]);
  await after(2);
  expect(outcomes.slice(2)).toEqual(["third rejected"]);
  await after(1_000);
  request("pay", "fourth"); // nobody was rejected for a second: this one is a burst again
  await after(49);
  limiter.release("pay");
  await after(0);
  expect(outcomes.slice(3)).toEqual(["fourth later"]);

  for (let n = 0; n < 5; n++) request("browse", `browse ${n}`);
  await after(51);
  request("browse", "browse 5"); // of the less urgent nobody waits while others are rejected
  await after(0);
  expect(outcomes.slice(-2)).toEqual(["browse 4 rejected", "browse 5 rejected"]);
});

test("a request is rejected at once behind 1,000 queued ones", async () => {
  const { request, outcomes, after } = scene(1);
  for (let n = 0; n < 4 + 1_000; n++) request("enter", "early");
  request("enter", "late");
  await after(0);
  expect(outcomes.at(-1)).toBe("late rejected");
});

test("only admin and cron endpoints, health and metrics are never shed", () => {
  const never = endpoints.filter(({ definition }) => definition.priority === null).map((one) => one.definition);
  expect(never.filter(({ auth }) => auth !== "admin" && auth !== "cron").map(({ path }) => path)).toEqual([
    "/api/health",
    "/api/metrics",
  ]);
});
