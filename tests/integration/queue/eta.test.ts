import { describe, expect, test } from "vitest";
import { endPlace, poll } from "@/lib/queue";
import { etaSeconds, type Throughput } from "@/lib/queue/eta";
import { moveLineClock } from "../../support/clock";
import { joinMany, testQueue } from "../../support/queue";

const pace = (overrides: Partial<Throughput> = {}): Throughput => ({
  active: 100,
  capacity: 100,
  admitPerMinute: 600,
  rateFreeInMs: 0,
  meanSessionMs: 120_000,
  moving: true,
  ...overrides,
});

describe("etaSeconds()", () => {
  test("follows Little's law at full capacity: people ahead × mean session / slots", () => {
    expect(etaSeconds(100, pace())).toBe(120);
    expect(etaSeconds(250, pace())).toBe(300);
    expect(etaSeconds(50, pace({ meanSessionMs: 60_000 }))).toBe(30);
  });

  test("follows the rate while there is room, from when its window frees the next admission", () => {
    const roomy = pace({ capacity: 10_000, admitPerMinute: 60, rateFreeInMs: 20_000 });
    expect(etaSeconds(61, roomy)).toBe(80);
    expect(etaSeconds(1, roomy)).toBe(20);
  });

  test("is the slower of both limits and at least one second", () => {
    expect(etaSeconds(100, pace({ admitPerMinute: 10 }))).toBe(594);
    expect(etaSeconds(1, pace({ capacity: 10_000 }))).toBe(1);
  });

  test("is null while the queue does not move", () => {
    for (const still of [{ moving: false }, { capacity: 0 }, { admitPerMinute: 0 }]) {
      expect(etaSeconds(100, pace(still))).toBeNull();
    }
  });
});

describe("etaSeconds of a ticket", () => {
  test("begins with SESSION_SECONDS and learns from sessions that end", async () => {
    const queue = testQueue({ capacity: 1 });
    const places = (await joinMany(queue, 12)).map(({ place }) => place);
    const second = places[1];
    const last = places.at(-1);
    if (!(second && last)) throw new Error("twelve joined");
    expect(await poll(second)).toMatchObject({ status: "WAITING", etaSeconds: 600 });
    let estimate = 11 * 600;
    for (const [n, place] of places.slice(0, -2).entries()) {
      moveLineClock((n + 1) * 60_000); // everybody takes a minute
      for (const here of places.slice(n)) await poll(here);
      await endPlace(place);
      await poll(places[n + 1] ?? last);
      const { etaSeconds: next } = await poll(last);
      expect(next).toBeLessThan(estimate);
      estimate = next ?? Number.POSITIVE_INFINITY;
    }
    expect(estimate).toBeLessThan(120);
    expect(estimate).toBeGreaterThanOrEqual(60);
  });

  test("comes true in a queue limited by its rate", async () => {
    const queue = testQueue({ admitPerMinute: 2, capacity: 1_000 });
    const waiting = (await joinMany(queue, 8)).slice(2);
    for (const { place, ticket } of waiting) {
      const promised = ticket.etaSeconds ?? Number.NaN;
      moveLineClock(promised * 1000 + 1_000);
      expect(await poll(place)).toMatchObject({ status: "ACTIVE" });
    }
  });
});
