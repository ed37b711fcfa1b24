import { describe, expect, test } from "vitest";
import { configure, endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { type Joined, joinMany, joinOne, testQueue, testUserId } from "../../support/queue";

const activeIn = async (line: QueueSettings) => (await publicState(line.concertId)).active;

async function statusesOf(places: Place[]): Promise<string> {
  const tickets = await Promise.all(places.map(poll));
  return tickets.map(({ status }) => status[0]).join("");
}

describe("capacity", () => {
  test("is never passed, and a place that ends lets in exactly one", async () => {
    const line = testQueue({ capacity: 3 });
    const places = (await joinMany(line, 6)).map(({ place }) => place);
    expect(await statusesOf(places)).toBe("AAAWWW");
    for (const [ended, after] of [
      [1, "AEAAWW"],
      [0, "EEAAAW"],
    ] as const) {
      await endPlace(places[ended] as Place);
      expect(await statusesOf(places)).toBe(after);
      expect(await activeIn(line)).toBe(3);
    }
  });

  test("lowered below the active throws nobody out and lets nobody in; raised again, it does at once", async () => {
    const line = testQueue({ capacity: 3 });
    const places = (await joinMany(line, 6)).map(({ place }) => place);
    await configure({ ...line, capacity: 1 });
    expect(await statusesOf(places)).toBe("AAAWWW");
    await endPlace(places[0] as Place);
    await endPlace(places[1] as Place);
    expect(await statusesOf(places)).toBe("EEAWWW");
    await endPlace(places[2] as Place);
    expect(await statusesOf(places)).toBe("EEEAWW");
    expect(await tick({ ...line, capacity: 2 })).toEqual({ admitted: 1 });
    expect(await statusesOf(places)).toBe("EEEAAW");
  });

  test("of nobody lets nobody in, and says that it cannot tell how long", async () => {
    const line = testQueue({ capacity: 0 });
    const { ticket, place } = await joinOne(line);
    expect(ticket).toMatchObject({ status: "WAITING", position: 1, etaSeconds: null });
    moveLineClock(3_600_000);
    expect(await poll(place)).toMatchObject({ status: "WAITING" });
    await configure({ ...line, capacity: 1 });
    expect(await poll(place)).toMatchObject({ status: "ACTIVE" });
  });
});

describe("the rate", () => {
  test("lets in as many as it says in any sixty seconds, not one more", async () => {
    const line = testQueue({ admitPerMinute: 2 });
    const admittedAt = new Map<number, number>();
    const joined = await joinMany(line, 3);
    const late = async (offsetMs: number) => {
      moveLineClock(offsetMs);
      for (const { place } of joined) {
        const { status, number } = await poll(place);
        if (status === "ACTIVE" && !admittedAt.has(number)) admittedAt.set(number, offsetMs);
      }
    };
    await late(0);
    expect([...admittedAt.keys()]).toEqual([1, 2]);
    await late(30_000);
    expect(admittedAt.size).toBe(2);
    await late(60_000);
    expect([...admittedAt.keys()]).toEqual([1, 2, 3]);
    joined.push(...(await joinMany(line, 3)));
    await late(60_000);
    expect(admittedAt.size).toBe(4);
    await late(119_000); // the third and fourth came at 60 s
    expect(admittedAt.size).toBe(4);
    await late(120_001);
    expect([...admittedAt.keys()]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("counts those who were let in and left again", async () => {
    const line = testQueue({ admitPerMinute: 2 });
    for (let n = 0; n < 2; n++) await leave((await joinOne(line)).place);
    expect((await joinOne(line)).ticket.status).toBe("WAITING");
    expect(await publicState(line.concertId)).toMatchObject({ active: 0, waiting: 1, admittedPerMinute: 2 });
  });

  test("lowered counts those already let in; raised lets in the difference at once", async () => {
    const line = testQueue({ admitPerMinute: 3 });
    const places = (await joinMany(line, 8)).map(({ place }) => place);
    expect(await tick({ ...line, admitPerMinute: 1 })).toEqual({ admitted: 0 });
    expect(await tick({ ...line, admitPerMinute: 5 })).toEqual({ admitted: 2 });
    await configure({ ...line, admitPerMinute: 1 });
    for (const offsetMs of [0, 15_000, 30_000, 45_000]) {
      moveLineClock(offsetMs);
      expect(await statusesOf(places)).toBe("AAAAAWWW");
    }
    moveLineClock(61_000);
    expect(await statusesOf(places)).toBe("AAAAAAWW");
  });
});

describe("settings", () => {
  test("paused, the line takes joins and keeps order, and lets nobody in until it is resumed", async () => {
    const line = testQueue({ paused: true });
    const places = (await joinMany(line, 3)).map(({ place }) => place);
    moveLineClock(120_000);
    expect(await statusesOf(places)).toBe("WWW");
    expect(await poll(places[2] as Place)).toMatchObject({ position: 3, etaSeconds: null });
    await configure({ ...line, paused: false });
    expect(await statusesOf(places)).toBe("AAA");
  });

  test("a join that brings older settings does not bring them back", async () => {
    const line = testQueue({ capacity: 5 });
    await joinOne(line);
    await configure({ ...line, capacity: 1 });
    expect((await join(line, testUserId())).ticket.status).toBe("WAITING");
    expect(await publicState(line.concertId)).toMatchObject({ capacity: 1 });
  });

  test("a sale that opens later than it did lets nobody in until then, and keeps the places", async () => {
    const line = testQueue({ capacity: 1 });
    const [first, second] = (await joinMany(line, 2)).map(({ place }) => place);
    await configure({ ...line, opensAt: new Date(Date.now() + 60_000) });
    await endPlace(first as Place);
    expect(await poll(second as Place)).toMatchObject({ status: "WAITING", position: 1, etaSeconds: null });
    moveLineClock(60_000);
    expect(await poll(second as Place)).toMatchObject({ status: "ACTIVE" });
  });

  test("a sale that closes later after all finds everybody where they stood", async () => {
    const line = testQueue({ capacity: 1 });
    const [first, second, third] = (await joinMany(line, 3)).map(({ place }) => place);
    await configure({ ...line, closesAt: new Date(Date.now() - 1000) });
    await endPlace(first as Place);
    expect(await statusesOf([second, third] as Place[])).toBe("EE");
    await configure(line);
    expect(await statusesOf([second, third] as Place[])).toBe("AW");
  });

  test("no step lets in more than a thousand, and the next goes on", async () => {
    const line = testQueue({ capacity: 2_000, paused: true });
    await Promise.all(Array.from({ length: 1_500 }, () => join(line, testUserId())));
    expect(await tick({ ...line, paused: false })).toEqual({ admitted: 1_000 });
    expect(await activeIn(line)).toBe(1_000);
    await joinOne(line);
    expect(await activeIn(line)).toBe(1_501);
  });

  test("a tick moves a line in which nobody polls", async () => {
    const line = testQueue({ capacity: 1 });
    const [, { place: waiting }] = (await joinMany(line, 2)) as [Joined, Joined];
    moveLineClock(595_000);
    await poll(waiting);
    moveLineClock(600_000);
    expect(await tick(line)).toEqual({ admitted: 1 });
    expect(await tick(line)).toEqual({ admitted: 0 });
  });
});
