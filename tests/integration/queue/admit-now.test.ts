import { describe, expect, test } from "vitest";
import { redis } from "@/lib/core/redis";
import { admitNow, configure, endPlace, join, poll, publicState, queueStats, tick } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { makeConcert } from "../../support/fixtures";
import { joinMany, testQueue, testUserId } from "../../support/queue";

const statusesOf = async (places: Place[]) =>
  (await Promise.all(places.map(poll))).map(({ status }) => status[0]).join("");

describe("admitNow()", () => {
  test("admits the asked number from the head, past a pause and the rate", async () => {
    const queue = testQueue({ paused: true, admitPerMinute: 1 });
    const places = (await joinMany(queue, 6)).map(({ place }) => place);
    expect(await admitNow(queue.concertId, 4)).toEqual({ admitted: 4, obstacle: null });
    expect(await statusesOf(places)).toBe("AAAAWW");
    expect(await admitNow(queue.concertId, 50)).toEqual({ admitted: 2, obstacle: "line" });
    expect(await admitNow(queue.concertId, 1)).toEqual({ admitted: 0, obstacle: "line" });
  });

  test("never exceeds the capacity, and names it as the obstacle", async () => {
    const queue = testQueue({ capacity: 3, paused: true });
    const places = (await joinMany(queue, 6)).map(({ place }) => place);
    expect(await admitNow(queue.concertId, 5)).toEqual({ admitted: 3, obstacle: "capacity" });
    expect(await admitNow(queue.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
    await endPlace(places[0] as Place);
    expect(await admitNow(queue.concertId, 3)).toEqual({ admitted: 1, obstacle: "capacity" });
    expect(await publicState(queue.concertId)).toMatchObject({ active: 3, waiting: 2 });
    await configure({ ...queue, capacity: 1 }); // fewer than are active
    expect(await admitNow(queue.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
  });

  test("counts in the rate: no step admits anybody until the last minute is below it", async () => {
    const queue = testQueue({ admitPerMinute: 2 });
    const places = (await joinMany(queue, 6)).map(({ place }) => place);
    expect(await admitNow(queue.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    for (const offsetMs of [12_000, 24_000, 36_000, 48_000]) {
      moveLineClock(offsetMs);
      expect(await statusesOf(places)).toBe("AAAAWW");
    }
    moveLineClock(61_000);
    expect(await statusesOf(places)).toBe("AAAAAA");
  });

  test("skips absent fans without losing their slots", async () => {
    const queue = testQueue({ paused: true });
    const places = (await joinMany(queue, 4)).map(({ place }) => place);
    moveLineClock(40_000);
    for (const place of places.slice(2)) await poll(place);
    expect(await admitNow(queue.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    expect(await statusesOf(places.slice(2))).toBe("AA");
    expect(await queueStats(queue.concertId, 100)).toMatchObject({ passedOver: 2, waiting: 0 });
  });

  test("called by two admins at once never exceeds the capacity", async () => {
    const queue = testQueue({ capacity: 5, paused: true });
    await joinMany(queue, 12);
    const both = await Promise.all([admitNow(queue.concertId, 4), admitNow(queue.concertId, 4)]);
    expect(both.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(5);
    expect(await publicState(queue.concertId)).toMatchObject({ active: 5, waiting: 7 });
  });

  test("admits nobody while a lost queue recovers, before the opening, or after the closing", async () => {
    const { id: concertId } = await makeConcert();
    const queue = testQueue({ concertId, paused: true });
    await join(queue, testUserId());
    await redis().del(...queueKeys(concertId));
    expect(await admitNow(concertId, 1)).toEqual({ admitted: 0, obstacle: "recovery" });
    await configure({ ...queue, version: 2, opensAt: new Date(Date.now() + 60_000) });
    await expect(admitNow(concertId, 1)).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    await configure({ ...queue, version: 3, closesAt: new Date(Date.now() - 1_000) });
    await expect(admitNow(concertId, 1)).rejects.toMatchObject({ code: "SALE_CLOSED" });
  });

  test("admits nobody in a queue that nobody ever joined", async () => {
    const queue = testQueue();
    await tick(queue);
    expect(await admitNow(queue.concertId, 3)).toEqual({ admitted: 0, obstacle: "line" });
  });
});
