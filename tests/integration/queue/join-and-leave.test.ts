import { describe, expect, test } from "vitest";
import { configure, join, leave, poll, publicState } from "@/lib/queue";
import { moveLineClock } from "../../support/clock";
import { joinMany, joinOne, placeOf, testQueue, testUserId } from "../../support/queue";

const refused = (code: string) => expect.objectContaining({ name: "AppError", code });

describe("joining", () => {
  test("lets a fan in at once when there is room and nobody waits", async () => {
    const { ticket, first } = await join(testQueue(), testUserId());
    expect(first).toBe(true);
    expect(ticket).toMatchObject({ status: "ACTIVE", number: 1, position: 0, etaSeconds: null });
    expect(Date.parse(ticket.expiresAt ?? "")).toBeGreaterThan(Date.now());
  });

  test("gives the next number and an exact position when there is none", async () => {
    const line = testQueue({ capacity: 1 });
    const tickets = (await joinMany(line, 4)).map(({ ticket }) => ticket);
    expect(tickets.map(({ status }) => status)).toEqual(["ACTIVE", "WAITING", "WAITING", "WAITING"]);
    expect(tickets.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(tickets.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    expect(tickets.at(-1)).toMatchObject({ expiresAt: null, concertId: line.concertId });
  });

  test("a second time finds the same place, waiting or active", async () => {
    const line = testQueue({ capacity: 1 });
    const [active, waiting] = [testUserId(), testUserId()];
    for (const fan of [active, waiting]) await join(line, fan);
    for (const fan of [active, waiting]) {
      const again = await join(line, fan);
      expect(again.first).toBe(false);
      expect(again.ticket.number).toBe(fan === active ? 1 : 2);
    }
    expect(await publicState(line.concertId)).toMatchObject({ tail: 2, waiting: 1, active: 1 });
  });

  test("after the place is over takes a new number at the back", async () => {
    const line = testQueue({ capacity: 1 });
    const { place } = await joinOne(line);
    await joinMany(line, 2);
    await leave(place);
    const again = await join(line, place.userId);
    expect(again).toMatchObject({ first: true, ticket: { status: "WAITING", number: 4, position: 2 } });
    await expect(poll(place)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("too often is refused for a while, for that fan alone", async () => {
    const line = testQueue();
    const fan = testUserId();
    for (let n = 0; n < 30; n++) await join(line, fan);
    await expect(join(line, fan)).rejects.toEqual(refused("TOO_MANY_REQUESTS"));
    const refusal = await join(line, fan).catch((error) => error);
    expect(refusal.detail.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(refusal.detail.retryAfterSeconds).toBeLessThanOrEqual(10);
    expect((await join(line, testUserId())).first).toBe(true);
  });
});

describe("leaving", () => {
  test("moves those behind up, and the number is not in line any more", async () => {
    const line = testQueue({ capacity: 1 });
    const [, second, third, fourth] = (await joinMany(line, 4)).map(({ place }) => place);
    if (!(second && third && fourth)) throw new Error("four joined");
    await leave(third);
    expect(await poll(second)).toMatchObject({ position: 1 });
    expect(await poll(fourth)).toMatchObject({ position: 2, number: 4 });
    await expect(poll(third)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("an active place lets the next one in within the same call", async () => {
    const line = testQueue({ capacity: 1 });
    const { place } = await joinOne(line);
    await joinMany(line, 2);
    await leave(place);
    expect(await publicState(line.concertId)).toMatchObject({ head: 3, tail: 3, waiting: 1, active: 1 });
    await expect(poll(place)).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });

  test("twice does no more than once", async () => {
    const line = testQueue({ capacity: 1 });
    const { place } = await joinOne(line);
    await leave(place);
    const again = await join(line, place.userId);
    await leave(place);
    expect(await poll(placeOf(line, place.userId, again.ticket.number))).toMatchObject({ status: "ACTIVE" });
  });
});

describe("a number that was never issued", () => {
  test("is not in line, in a line that has begun or not", async () => {
    const line = testQueue();
    await expect(poll(placeOf(line, testUserId(), 1))).rejects.toEqual(refused("NOT_IN_QUEUE"));
    await joinOne(line);
    await expect(poll(placeOf(line, testUserId(), 2))).rejects.toEqual(refused("NOT_IN_QUEUE"));
  });
});

describe("the sale's window, by Redis's clock", () => {
  const opensAt = new Date(Date.now() + 3_600_000);

  test("nobody joins before it opens; at that moment they do", async () => {
    const line = testQueue({ opensAt });
    await expect(join(line, testUserId())).rejects.toEqual(refused("SALE_NOT_OPEN"));
    moveLineClock(3_600_000);
    expect((await join(line, testUserId())).ticket).toMatchObject({ status: "ACTIVE", number: 1 });
  });

  test("after it closes nobody joins, those who wait are told it is over, and the active finish", async () => {
    const line = testQueue({ capacity: 1, closesAt: new Date(Date.now() + 60_000) });
    const [active, waiting] = (await joinMany(line, 2)).map(({ place }) => place);
    if (!(active && waiting)) throw new Error("two joined");
    moveLineClock(60_000);
    await expect(join(line, testUserId())).rejects.toEqual(refused("SALE_CLOSED"));
    await expect(join(line, waiting.userId)).rejects.toEqual(refused("SALE_CLOSED"));
    expect(await poll(waiting)).toMatchObject({ status: "EXPIRED", number: 2, position: 0, expiresAt: null });
    expect(await poll(active)).toMatchObject({ status: "ACTIVE" });
    expect((await join(line, active.userId)).first).toBe(false);
    await leave(active);
    expect(await poll(waiting)).toMatchObject({ status: "EXPIRED" });
    expect(await publicState(line.concertId)).toMatchObject({ waiting: 0, active: 0, head: 3 });
  });
});

test("the public document counts, and says who is next", async () => {
  const line = testQueue({ capacity: 2 });
  expect(await publicState(line.concertId, 2)).toMatchObject({ head: 1, tail: 0, waiting: 0, active: 0, capacity: 2 });
  await joinMany(line, 5);
  expect(await publicState(line.concertId)).toEqual({
    concertId: line.concertId,
    head: 3,
    tail: 5,
    waiting: 3,
    active: 2,
    capacity: 2,
    admittedPerMinute: 2,
    paused: false,
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  await configure({ ...line, paused: true, version: line.version + 1 });
  expect(await publicState(line.concertId)).toMatchObject({ waiting: 3, active: 2, paused: true });
});
