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

describe("fans let in by hand", () => {
  test("come from the head of the line, past a pause and the rate, and no more than was said", async () => {
    const line = testQueue({ paused: true, admitPerMinute: 1 });
    const places = (await joinMany(line, 6)).map(({ place }) => place);
    expect(await admitNow(line.concertId, 4)).toEqual({ admitted: 4, obstacle: null });
    expect(await statusesOf(places)).toBe("AAAAWW");
    expect(await admitNow(line.concertId, 50)).toEqual({ admitted: 2, obstacle: "line" });
    expect(await admitNow(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "line" });
  });

  test("never pass the capacity, and it is said that the house is full", async () => {
    const line = testQueue({ capacity: 3, paused: true });
    const places = (await joinMany(line, 6)).map(({ place }) => place);
    expect(await admitNow(line.concertId, 5)).toEqual({ admitted: 3, obstacle: "capacity" });
    expect(await admitNow(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
    await endPlace(places[0] as Place);
    expect(await admitNow(line.concertId, 3)).toEqual({ admitted: 1, obstacle: "capacity" });
    expect(await publicState(line.concertId)).toMatchObject({ active: 3, waiting: 2 });
    await configure({ ...line, capacity: 1 }); // below those inside
    expect(await admitNow(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
  });

  test("count in the rate: the line lets nobody in until the last minute is down to it", async () => {
    const line = testQueue({ admitPerMinute: 2 });
    const places = (await joinMany(line, 6)).map(({ place }) => place);
    expect(await admitNow(line.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    for (const offsetMs of [12_000, 24_000, 36_000, 48_000]) {
      moveLineClock(offsetMs);
      expect(await statusesOf(places)).toBe("AAAAWW");
    }
    moveLineClock(61_000);
    expect(await statusesOf(places)).toBe("AAAAAA");
  });

  test("are those who are there: the absent are passed over, and their slots are not lost", async () => {
    const line = testQueue({ paused: true });
    const places = (await joinMany(line, 4)).map(({ place }) => place);
    moveLineClock(40_000);
    for (const place of places.slice(2)) await poll(place);
    expect(await admitNow(line.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    expect(await statusesOf(places.slice(2))).toBe("AA");
    expect(await queueStats(line.concertId, 100)).toMatchObject({ passedOver: 2, waiting: 0 });
  });

  test("are let in by whoever asks first: two admins at once never let in more than there is room for", async () => {
    const line = testQueue({ capacity: 5, paused: true });
    await joinMany(line, 12);
    const both = await Promise.all([admitNow(line.concertId, 4), admitNow(line.concertId, 4)]);
    expect(both.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(5);
    expect(await publicState(line.concertId)).toMatchObject({ active: 5, waiting: 7 });
  });

  test("wait while a lost line recovers; of a sale that is closed or not open there are none", async () => {
    const { id: concertId } = await makeConcert();
    const line = testQueue({ concertId, paused: true });
    await join(line, testUserId());
    await redis().del(...queueKeys(concertId));
    expect(await admitNow(concertId, 1)).toEqual({ admitted: 0, obstacle: "recovery" });
    await configure({ ...line, version: 2, opensAt: new Date(Date.now() + 60_000) });
    await expect(admitNow(concertId, 1)).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    await configure({ ...line, version: 3, closesAt: new Date(Date.now() - 1_000) });
    await expect(admitNow(concertId, 1)).rejects.toMatchObject({ code: "SALE_CLOSED" });
  });

  test("of a line in which nobody ever stood are none", async () => {
    const line = testQueue();
    await tick(line);
    expect(await admitNow(line.concertId, 3)).toEqual({ admitted: 0, obstacle: "line" });
  });
});
