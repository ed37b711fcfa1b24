import { describe, expect, test } from "vitest";
import { redis } from "@/lib/core/redis";
import { keysOf } from "@/lib/queue/keys";
import { configure, finish, join, letIn, poll, serving, standing, tick } from "@/lib/queue/line";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../support/clock";
import { makeConcert } from "../support/fixtures";
import { aFan, aLine, joinInTurn } from "../support/line";

const statusesOf = async (places: Place[]) =>
  (await Promise.all(places.map(poll))).map(({ status }) => status[0]).join("");

describe("fans let in by hand", () => {
  test("come from the head of the line, past a pause and the rate, and no more than was said", async () => {
    const line = aLine({ paused: true, admitPerMinute: 1 });
    const places = (await joinInTurn(line, 6)).map(({ place }) => place);
    expect(await letIn(line.concertId, 4)).toEqual({ admitted: 4, obstacle: null });
    expect(await statusesOf(places)).toBe("AAAAWW");
    expect(await letIn(line.concertId, 50)).toEqual({ admitted: 2, obstacle: "line" });
    expect(await letIn(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "line" });
  });

  test("never pass the capacity, and it is said that the house is full", async () => {
    const line = aLine({ capacity: 3, paused: true });
    const places = (await joinInTurn(line, 6)).map(({ place }) => place);
    expect(await letIn(line.concertId, 5)).toEqual({ admitted: 3, obstacle: "capacity" });
    expect(await letIn(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
    await finish(places[0] as Place);
    expect(await letIn(line.concertId, 3)).toEqual({ admitted: 1, obstacle: "capacity" });
    expect(await serving(line.concertId)).toMatchObject({ active: 3, waiting: 2 });
    await configure({ ...line, capacity: 1 }); // below those inside
    expect(await letIn(line.concertId, 1)).toEqual({ admitted: 0, obstacle: "capacity" });
  });

  test("count in the rate: the line lets nobody in until the last minute is down to it", async () => {
    const line = aLine({ admitPerMinute: 2 });
    const places = (await joinInTurn(line, 6)).map(({ place }) => place);
    expect(await letIn(line.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    for (const offsetMs of [12_000, 24_000, 36_000, 48_000]) {
      moveLineClock(offsetMs);
      expect(await statusesOf(places)).toBe("AAAAWW");
    }
    moveLineClock(61_000);
    expect(await statusesOf(places)).toBe("AAAAAA");
  });

  test("are those who are there: the absent are passed over, and their slots are not lost", async () => {
    const line = aLine({ paused: true });
    const places = (await joinInTurn(line, 4)).map(({ place }) => place);
    moveLineClock(40_000);
    for (const place of places.slice(2)) await poll(place);
    expect(await letIn(line.concertId, 2)).toEqual({ admitted: 2, obstacle: null });
    expect(await statusesOf(places.slice(2))).toBe("AA");
    expect(await standing(line.concertId, 100)).toMatchObject({ passedOver: 2, waiting: 0 });
  });

  test("are let in by whoever asks first: two admins at once never let in more than there is room for", async () => {
    const line = aLine({ capacity: 5, paused: true });
    await joinInTurn(line, 12);
    const both = await Promise.all([letIn(line.concertId, 4), letIn(line.concertId, 4)]);
    expect(both.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(5);
    expect(await serving(line.concertId)).toMatchObject({ active: 5, waiting: 7 });
  });

  test("wait while a lost line recovers; of a sale that is closed or not open there are none", async () => {
    const { id: concertId } = await makeConcert();
    const line = aLine({ concertId, paused: true });
    await join(line, aFan());
    await redis().del(...keysOf(concertId));
    expect(await letIn(concertId, 1)).toEqual({ admitted: 0, obstacle: "recovery" });
    await configure({ ...line, version: 2, opensAt: new Date(Date.now() + 60_000) });
    await expect(letIn(concertId, 1)).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    await configure({ ...line, version: 3, closesAt: new Date(Date.now() - 1_000) });
    await expect(letIn(concertId, 1)).rejects.toMatchObject({ code: "SALE_CLOSED" });
  });

  test("of a line in which nobody ever stood are none", async () => {
    const line = aLine();
    await tick(line);
    expect(await letIn(line.concertId, 3)).toEqual({ admitted: 0, obstacle: "line" });
  });
});
