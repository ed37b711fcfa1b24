import { describe, expect, test } from "vitest";
import { configure, endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { type Joined, joinMany, joinOne, testQueue, testUserId } from "../../support/queue";

const activeIn = async (queue: QueueSettings) => (await publicState(queue.concertId)).active;

async function statusesOf(places: Place[]): Promise<string> {
  const tickets = await Promise.all(places.map(poll));
  return tickets.map(({ status }) => status[0]).join("");
}

describe("the capacity", () => {
  test("is never exceeded, and an ended place admits exactly one fan", async () => {
    const queue = testQueue({ capacity: 3 });
    const places = (await joinMany(queue, 6)).map(({ place }) => place);
    expect(await statusesOf(places)).toBe("AAAWWW");
    for (const [ended, after] of [
      [1, "AEAAWW"],
      [0, "EEAAAW"],
    ] as const) {
      await endPlace(places[ended] as Place);
      expect(await statusesOf(places)).toBe(after);
      expect(await activeIn(queue)).toBe(3);
    }
  });

  test("lowered below the active fans ends no session and admits nobody; raised, it admits at once", async () => {
    const queue = testQueue({ capacity: 3 });
    const places = (await joinMany(queue, 6)).map(({ place }) => place);
    await configure({ ...queue, capacity: 1 });
    expect(await statusesOf(places)).toBe("AAAWWW");
    await endPlace(places[0] as Place);
    await endPlace(places[1] as Place);
    expect(await statusesOf(places)).toBe("EEAWWW");
    await endPlace(places[2] as Place);
    expect(await statusesOf(places)).toBe("EEEAWW");
    expect(await tick({ ...queue, capacity: 2 })).toEqual({ admitted: 1 });
    expect(await statusesOf(places)).toBe("EEEAAW");
  });

  test("of zero admits nobody, and the ticket has no estimate", async () => {
    const queue = testQueue({ capacity: 0 });
    const { ticket, place } = await joinOne(queue);
    expect(ticket).toMatchObject({ status: "WAITING", position: 1, etaSeconds: null });
    moveLineClock(3_600_000);
    expect(await poll(place)).toMatchObject({ status: "WAITING" });
    await configure({ ...queue, capacity: 1 });
    expect(await poll(place)).toMatchObject({ status: "ACTIVE" });
  });
});

describe("admitPerMinute", () => {
  test("holds for any 60 seconds", async () => {
    const queue = testQueue({ admitPerMinute: 2 });
    const admittedAt = new Map<number, number>();
    const joined = await joinMany(queue, 3);
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
    joined.push(...(await joinMany(queue, 3)));
    await late(60_000);
    expect(admittedAt.size).toBe(4);
    await late(119_000); // the third and fourth came at 60 s
    expect(admittedAt.size).toBe(4);
    await late(120_001);
    expect([...admittedAt.keys()]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("counts fans who were admitted and left again", async () => {
    const queue = testQueue({ admitPerMinute: 2 });
    for (let n = 0; n < 2; n++) await leave((await joinOne(queue)).place);
    expect((await joinOne(queue)).ticket.status).toBe("WAITING");
    expect(await publicState(queue.concertId)).toMatchObject({ active: 0, waiting: 1, admittedPerMinute: 2 });
  });

  test("lowered counts earlier admissions; raised admits the difference at once", async () => {
    const queue = testQueue({ admitPerMinute: 3 });
    const places = (await joinMany(queue, 8)).map(({ place }) => place);
    expect(await tick({ ...queue, admitPerMinute: 1 })).toEqual({ admitted: 0 });
    expect(await tick({ ...queue, admitPerMinute: 5 })).toEqual({ admitted: 2 });
    await configure({ ...queue, admitPerMinute: 1 });
    for (const offsetMs of [0, 15_000, 30_000, 45_000]) {
      moveLineClock(offsetMs);
      expect(await statusesOf(places)).toBe("AAAAAWWW");
    }
    moveLineClock(61_000);
    expect(await statusesOf(places)).toBe("AAAAAAWW");
  });
});

describe("queue settings", () => {
  test("a paused queue accepts joins in order and admits nobody until it is resumed", async () => {
    const queue = testQueue({ paused: true });
    const places = (await joinMany(queue, 3)).map(({ place }) => place);
    moveLineClock(120_000);
    expect(await statusesOf(places)).toBe("WWW");
    expect(await poll(places[2] as Place)).toMatchObject({ position: 3, etaSeconds: null });
    await configure({ ...queue, paused: false });
    expect(await statusesOf(places)).toBe("AAA");
  });

  test("a join with older settings does not apply them", async () => {
    const queue = testQueue({ capacity: 5 });
    await joinOne(queue);
    await configure({ ...queue, capacity: 1 });
    expect((await join(queue, testUserId())).ticket.status).toBe("WAITING");
    expect(await publicState(queue.concertId)).toMatchObject({ capacity: 1 });
  });

  test("an opening moved to later admits nobody until then and keeps the places", async () => {
    const queue = testQueue({ capacity: 1 });
    const [first, second] = (await joinMany(queue, 2)).map(({ place }) => place);
    await configure({ ...queue, opensAt: new Date(Date.now() + 60_000) });
    await endPlace(first as Place);
    expect(await poll(second as Place)).toMatchObject({ status: "WAITING", position: 1, etaSeconds: null });
    moveLineClock(60_000);
    expect(await poll(second as Place)).toMatchObject({ status: "ACTIVE" });
  });

  test("a closing moved to later restores every place", async () => {
    const queue = testQueue({ capacity: 1 });
    const [first, second, third] = (await joinMany(queue, 3)).map(({ place }) => place);
    await configure({ ...queue, closesAt: new Date(Date.now() - 1000) });
    await endPlace(first as Place);
    expect(await statusesOf([second, third] as Place[])).toBe("EE");
    await configure(queue);
    expect(await statusesOf([second, third] as Place[])).toBe("AW");
  });

  test("one step admits at most 1,000 fans, and the next continues", async () => {
    const queue = testQueue({ capacity: 2_000, paused: true });
    await Promise.all(Array.from({ length: 1_500 }, () => join(queue, testUserId())));
    expect(await tick({ ...queue, paused: false })).toEqual({ admitted: 1_000 });
    expect(await activeIn(queue)).toBe(1_000);
    await joinOne(queue);
    expect(await activeIn(queue)).toBe(1_501);
  });

  test("tick() admits in a queue that nobody polls", async () => {
    const queue = testQueue({ capacity: 1 });
    const [, { place: waiting }] = (await joinMany(queue, 2)) as [Joined, Joined];
    moveLineClock(595_000);
    await poll(waiting);
    moveLineClock(600_000);
    expect(await tick(queue)).toEqual({ admitted: 1 });
    expect(await tick(queue)).toEqual({ admitted: 0 });
  });
});
