import { expect, test } from "vitest";
import { ConcurrencyLimiter } from "@/lib/api/load-shedding/concurrency-limiter";
import { NAMED, PRIORITIES, type Priority, priorityOf } from "@/lib/api/load-shedding/priority";
import { endpoints } from "@/lib/api/routes";

/** Slots whose clock the test moves; `come` tells how each newcomer fared once `settled`. */
function scene(atOnce: number) {
  let now = 0;
  const slots = new ConcurrencyLimiter(atOnce, () => now);
  const fates: string[] = [];
  return {
    slots,
    fates,
    come(urgency: Priority, name: string = urgency) {
      const turn = slots.enter(urgency);
      if (!turn) fates.push(name);
      void turn?.then(
        () => fates.push(`${name} later`),
        () => fates.push(`${name} refused`),
      );
    },
    async after(ms: number) {
      now += ms;
      slots.look();
      await Promise.resolve();
    },
  };
}

const fill = (slots: ConcurrencyLimiter, urgency: Priority): number => {
  for (let taken = 0; ; taken++) {
    const turn = slots.enter(urgency);
    if (!turn) continue;
    turn.catch(() => {}); // nobody will give it a slot
    return taken;
  }
};

test("the more urgent may take more, and a few of each always go", () => {
  const alone = PRIORITIES.map((urgency) => fill(new ConcurrencyLimiter(100), urgency));
  expect(alone).toEqual([100, 85, 30, 30, 20]);
  const slots = new ConcurrencyLimiter(100);
  const together = [...PRIORITIES].reverse().map((urgency) => fill(slots, urgency));
  expect(together).toEqual([20, 10, 4, 51, 15]);
  const full = new ConcurrencyLimiter(100);
  fill(full, "pay");
  expect(PRIORITIES.slice(1).map((urgency) => fill(full, urgency))).toEqual([4, 4, 4, 4]);
});

test("who waits is served by urgency, then by arrival", async () => {
  const { slots, come, fates, after } = scene(100);
  for (let n = 0; n < 100; n++) come("pay");
  for (let n = 0; n < 4; n++) for (const urgency of ["look", "hold"] as const) come(urgency); // the few that always go
  fates.length = 0;
  for (const urgency of ["look", "hold", "pay"] as const) for (const n of [1, 2]) come(urgency, `${urgency} ${n}`);
  await after(0);
  expect(fates).toEqual([]);
  for (let n = 0; n < 95; n++) slots.release("pay");
  await after(0);
  expect(fates).toEqual(["pay 1", "pay 2", "hold 1", "hold 2", "look 1", "look 2"].map((name) => `${name} later`));
});

test("a burst may wait fifty milliseconds; what goes on is refused after ten", async () => {
  const { come, fates, after, slots } = scene(4);
  for (let n = 0; n < 4; n++) come("pay");
  fates.length = 0;
  come("pay", "first");
  await after(49);
  expect(fates).toEqual([]);
  slots.release("pay");
  await after(0);
  expect(fates).toEqual(["first later"]);

  come("pay", "second");
  await after(51);
  expect(fates.slice(1)).toEqual(["second refused"]);
  come("pay", "third");
  await after(9);
  expect(fates.slice(2)).toEqual([]);
  await after(2);
  expect(fates.slice(2)).toEqual(["third refused"]);
  await after(1_000);
  come("pay", "fourth"); // nobody was refused for a second: this one is a burst again
  await after(49);
  slots.release("pay");
  await after(0);
  expect(fates.slice(3)).toEqual(["fourth later"]);

  for (let n = 0; n < 5; n++) come("look", `look ${n}`);
  await after(51);
  come("look", "look 5"); // of the less urgent nobody waits while others are refused
  await after(0);
  expect(fates.slice(-2)).toEqual(["look 4 refused", "look 5 refused"]);
});

test("no more wait than could have a turn", async () => {
  const { come, fates, after } = scene(1);
  for (let n = 0; n < 4 + 1_000; n++) come("enter", "early");
  come("enter", "late");
  await after(0);
  expect(fates.at(-1)).toBe("late refused");
});

test("what is named urgent exists; what keeps the house running is never refused", () => {
  const known = endpoints.map(({ definition }) => `${definition.method} ${definition.path}`);
  expect(NAMED.filter((name) => !known.includes(name))).toEqual([]);
  const never = endpoints.filter(({ definition }) => priorityOf(definition) === null).map((one) => one.definition);
  expect(never.filter(({ who }) => who !== "admin" && who !== "cron").map(({ path }) => path)).toEqual([
    "/api/health",
    "/api/metrics",
  ]);
});
