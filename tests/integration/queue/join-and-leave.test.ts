import { describe, expect, test } from "vitest";
import { configure, join, leave, poll, publicState } from "@/lib/queue";
import { moveLineClock } from "../../support/clock";
import { joinMany, joinOne, placeOf, testQueue, testUserId } from "../../support/queue";

const refused = (code: string) => expect.objectContaining({ name: "AppError", code });

describe("join()", () => {
  test("admits at once when there is room and nobody waits", async () => {
    const { ticket, first } = await join(testQueue(), testUserId());
    expect(first).toBe(true);
    expect(ticket).toMatchObject({ status: "ACTIVE", number: 1, position: 0, etaSeconds: null });
    expect(Date.parse(ticket.expiresAt ?? "")).toBeGreaterThan(Date.now());
  });

  test("issues the next number with an exact position when there is no room", async () => {
    const queue = testQueue({ capacity: 1 });
    const tickets = (await joinMany(queue, 4)).map(({ ticket }) => ticket);
    expect(tickets.map(({ status }) => status)).toEqual(["ACTIVE", "WAITING", "WAITING", "WAITING"]);
    expect(tickets.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(tickets.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    expect(tickets.at(-1)).toMatchObject({ expiresAt: null, concertId: queue.concertId });
  });

  test("returns the same place a second time, waiting or active", async () => {
    const queue = testQueue({ capacity: 1 });
    const [active, waiting] = [testUserId(), testUserId()];
    for (const fan of [active, waiting]) await join(queue, fan);
    for (const fan of [active, waiting]) {
      const again = await join(queue, fan);
      expect(again.first).toBe(false);
      expect(again.ticket.number).toBe(fan === active ? 1 : 2);
    }
    expect(await publicState(queue.concertId)).toMatchObject({ tail: 2, waiting: 1, active: 1 });
  });

  test("issues a new number at the back after the place ended", async () => {
    const queue = testQueue({ capacity: 1 });
    const { place } = await joinOne(queue);
    await joinMany(queue, 2);
    await leave(place);
    const again = await join(queue, place.userId);
    expect(again).toMatchObject({ first: true, ticket: { status: "WAITING", number: 4, position: 2 } });
    await expect(poll(place)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("throws TOO_MANY_REQUESTS after 30 joins in 10 s, for that fan only", async () => {
    const queue = testQueue();
    const fan = testUserId();
    for (let n = 0; n < 30; n++) await join(queue, fan);
    await expect(join(queue, fan)).rejects.toEqual(refused("TOO_MANY_REQUESTS"));
    const refusal = await join(queue, fan).catch((error) => error);
    expect(refusal.detail.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(refusal.detail.retryAfterSeconds).toBeLessThanOrEqual(10);
    expect((await join(queue, testUserId())).first).toBe(true);
  });
});

describe("leave()", () => {
  test("moves the fans behind up, and the number is NOT_IN_QUEUE", async () => {
    const queue = testQueue({ capacity: 1 });
    const [, second, third, fourth] = (await joinMany(queue, 4)).map(({ place }) => place);
    if (!(second && third && fourth)) throw new Error("four joined");
    await leave(third);
    expect(await poll(second)).toMatchObject({ position: 1 });
    expect(await poll(fourth)).toMatchObject({ position: 2, number: 4 });
    await expect(poll(third)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("of an active place admits the next fan in the same call", async () => {
    const queue = testQueue({ capacity: 1 });
    const { place } = await joinOne(queue);
    await joinMany(queue, 2);
    await leave(place);
    expect(await publicState(queue.concertId)).toMatchObject({ head: 3, tail: 3, waiting: 1, active: 1 });
    await expect(poll(place)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("called again ends no newer place of the same fan", async () => {
    const queue = testQueue({ capacity: 1 });
    const { place } = await joinOne(queue);
    await leave(place);
    const again = await join(queue, place.userId);
    await leave(place);
    expect(await poll(placeOf(queue, place.userId, again.ticket.number))).toMatchObject({ status: "ACTIVE" });
  });
});

describe("poll() of a number that was never issued", () => {
  test("throws NOT_IN_QUEUE, whether the queue is initialized or not", async () => {
    const queue = testQueue();
    await expect(poll(placeOf(queue, testUserId(), 1))).rejects.toEqual(refused("NOT_IN_QUEUE"));
    await joinOne(queue);
    await expect(poll(placeOf(queue, testUserId(), 2))).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });
});

describe("opening and closing, by Redis's clock", () => {
  const opensAt = new Date(Date.now() + 3_600_000);

  test("join() throws SALE_NOT_OPEN before opensAt and works from then on", async () => {
    const queue = testQueue({ opensAt });
    await expect(join(queue, testUserId())).rejects.toEqual(refused("SALE_NOT_OPEN"));
    moveLineClock(3_600_000);
    expect((await join(queue, testUserId())).ticket).toMatchObject({ status: "ACTIVE", number: 1 });
  });

  test("from closesAt join() throws SALE_CLOSED, waiting places are EXPIRED and active ones continue", async () => {
    const queue = testQueue({ capacity: 1, closesAt: new Date(Date.now() + 60_000) });
    const [active, waiting] = (await joinMany(queue, 2)).map(({ place }) => place);
    if (!(active && waiting)) throw new Error("two joined");
    moveLineClock(60_000);
    await expect(join(queue, testUserId())).rejects.toEqual(refused("SALE_CLOSED"));
    await expect(join(queue, waiting.userId)).rejects.toEqual(refused("SALE_CLOSED"));
    expect(await poll(waiting)).toMatchObject({ status: "EXPIRED", number: 2, position: 0, expiresAt: null });
    expect(await poll(active)).toMatchObject({ status: "ACTIVE" });
    expect((await join(queue, active.userId)).first).toBe(false);
    await leave(active);
    expect(await poll(waiting)).toMatchObject({ status: "EXPIRED" });
    expect(await publicState(queue.concertId)).toMatchObject({ waiting: 0, active: 0, head: 3 });
  });
});

test("publicState() has the counts and the lowest waiting number", async () => {
  const queue = testQueue({ capacity: 2 });
  expect(await publicState(queue.concertId, 2)).toMatchObject({ head: 1, tail: 0, waiting: 0, active: 0, capacity: 2 });
  await joinMany(queue, 5);
  expect(await publicState(queue.concertId)).toEqual({
    concertId: queue.concertId,
    head: 3,
    tail: 5,
    waiting: 3,
    active: 2,
    capacity: 2,
    admittedPerMinute: 2,
    paused: false,
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  await configure({ ...queue, paused: true, version: queue.version + 1 });
  expect(await publicState(queue.concertId)).toMatchObject({ waiting: 3, active: 2, paused: true });
});
