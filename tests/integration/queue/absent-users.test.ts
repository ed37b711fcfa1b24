import { describe, expect, test } from "vitest";
import { configure, endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { requireActive } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { joinMany, joinOne, testQueue, testUserId } from "../../support/queue";
import { seededRandom } from "../../support/race";
import { withRedisClient } from "../../support/redis-wire";

const GRACE_MS = 15_000;
const ARRIVAL_MS = 30_000;
const MINUTE_MS = 60_000; // longer than anybody near the front may be silent

/** A line of one slot that is taken, and so many who wait for it. */
async function fullLine(waiting: number): Promise<{ line: QueueSettings; inside: Place; places: Place[] }> {
  const line = testQueue({ capacity: 1 });
  const [inside, ...places] = (await joinMany(line, waiting + 1)).map(({ place }) => place) as [Place, ...Place[]];
  return { line, inside, places };
}

describe("a fan who is overdue when their turn comes", () => {
  test("is passed over in the same step, and stands at the very front when they return", async () => {
    const { inside, places } = await fullLine(4);
    const [absent, second, third, fourth] = places as [Place, Place, Place, Place];
    moveLineClock(MINUTE_MS);
    for (const here of [inside, second, third, fourth]) await poll(here);
    await endPlace(inside);
    expect(await poll(second)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(third)).toMatchObject({ status: "WAITING", position: 1 });

    expect(await poll(absent)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    expect(await poll(third)).toMatchObject({ position: 2 });
    expect(await poll(fourth)).toMatchObject({ position: 3 });
    await endPlace(second);
    expect(await poll(absent)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("is let in at once when they return and there is room", async () => {
    const { line, inside, places } = await fullLine(1);
    moveLineClock(MINUTE_MS);
    await endPlace(inside);
    expect(await publicState(line.concertId)).toMatchObject({ waiting: 0, active: 0 });
    expect(await poll(places[0] as Place)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("keeps their number when they come back by joining, and can leave", async () => {
    const { line, inside, places } = await fullLine(3);
    const [absent, gone, third] = places as [Place, Place, Place];
    moveLineClock(MINUTE_MS);
    for (const here of [inside, third]) await poll(here);
    await endPlace(inside);
    expect(await join(line, absent.userId)).toMatchObject({ first: false, ticket: { number: 2, position: 1 } });
    await leave(gone);
    await expect(poll(gone)).rejects.toMatchObject({ code: "NOT_IN_QUEUE" });
  });

  test.each([
    ["not a second before the promise and fifteen seconds are over", -1_000, "ACTIVE"],
    ["a second after", 1_001, "WAITING"],
  ])("%s", async (_, byMs, status) => {
    const { inside, places } = await fullLine(1);
    const place = places[0] as Place;
    const { pollAfterMs } = await poll(place);
    moveLineClock(pollAfterMs + GRACE_MS + byMs);
    await endPlace(inside);
    const next = await joinOne(testQueue({ concertId: place.concertId }));
    expect(next.ticket.status).toBe(status === "ACTIVE" ? "WAITING" : "ACTIVE");
    expect(await poll(place)).toMatchObject({ status });
  });
});

describe("a fan who obeys", () => {
  test("is not passed over, however far back and however fast the line runs", async () => {
    const line = testQueue({ paused: true, capacity: 1_000 });
    const joined = await Promise.all(Array.from({ length: 500 }, () => joinOne(line)));
    const last = joined.find(({ ticket }) => ticket.number === 500);
    if (!last) throw new Error("five hundred joined");
    expect(last.ticket.pollAfterMs).toBeGreaterThan(2_000);
    moveLineClock(last.ticket.pollAfterMs - 100);
    await configure({ ...line, paused: false });
    moveLineClock(last.ticket.pollAfterMs + ARRIVAL_MS - 1_000);
    await tick({ ...line, paused: false });
    expect(await poll(last.place)).toMatchObject({ status: "ACTIVE", number: 500 });
  });
});

describe("a fan who was let in and does not arrive", () => {
  test("gives the slot back half a minute after the promised time, and keeps the place", async () => {
    const { inside, places } = await fullLine(2);
    const [absent, next] = places as [Place, Place];
    const { pollAfterMs } = await poll(absent);
    await endPlace(inside);
    moveLineClock(pollAfterMs + ARRIVAL_MS - 2_000);
    expect(await poll(next)).toMatchObject({ status: "WAITING", position: 1 });
    moveLineClock(pollAfterMs + ARRIVAL_MS + 1_001);
    expect(await poll(next)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(absent)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    await endPlace(next);
    expect(await poll(absent)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test.each<[string, (place: Place, line: QueueSettings) => Promise<unknown>]>([
    ["asking for their place", (place) => poll(place)],
    ["any request that passes the gate", (place) => requireActive(place)],
    ["joining again", (place, line) => join(line, place.userId)],
  ])("arrives by %s", async (_, ask) => {
    const { line, inside, places } = await fullLine(1);
    await endPlace(inside);
    moveLineClock(10_000);
    await ask(places[0] as Place, line);
    moveLineClock(2 * MINUTE_MS);
    await tick(line);
    expect(await publicState(line.concertId)).toMatchObject({ active: 1 });
    await requireActive(places[0] as Place);
  });
});

describe("a scan past many who are absent", () => {
  test("is bounded in one step, and the next poll goes on with it", async () => {
    const line = testQueue({ capacity: 1 });
    const inside = await joinOne(line);
    const [, waiting = ""] = queueKeys(line.concertId);
    await withRedisClient(async (client) => {
      const absent = Array.from({ length: 40_000 }, (_, n) => [n + 2, testUserId()]);
      for (let n = 0; n < absent.length; n += 5_000) await client.zadd(waiting, ...absent.slice(n, n + 5_000).flat());
      await client.hset(queueKeys(line.concertId)[0] ?? "", { issued: 40_001, reserved: 100_000 });
    });
    const { place } = await joinOne(line);
    await endPlace(inside.place);
    const positions: number[] = [];
    for (let ticket = await poll(place); ticket.status === "WAITING"; ticket = await poll(place))
      positions.push(ticket.position);
    expect(positions.length).toBeGreaterThan(0);
    expect(positions.length).toBeLessThanOrEqual(3);
    expect(positions).toEqual(positions.toSorted((a, b) => b - a));
  });
});

const FANS = 10_000;
const CAPACITY = 100;

async function crowd(line: QueueSettings, fans: number): Promise<Place[]> {
  const places: Place[] = [];
  while (places.length < fans)
    places.push(...(await Promise.all(Array.from({ length: 250 }, () => joinOne(line)))).map(({ place }) => place));
  return places.sort((a, b) => a.number - b.number);
}

/** Lets the line run until nobody is in it; who was let in, in order, and in how many steps of a full house each. */
async function runDown(line: QueueSettings, places: Place[]): Promise<{ admitted: number[]; steps: number }> {
  const [, , , sessions = ""] = queueKeys(line.concertId);
  const placeOf = new Map(places.map((place) => [place.userId, place]));
  const admitted: number[] = [];
  for (let steps = 0; ; steps++) {
    await tick(line);
    const inside = await withRedisClient((client) => client.hkeys(sessions));
    const here = inside.flatMap((userId) => placeOf.get(userId) ?? []).sort((a, b) => a.number - b.number);
    if (here.length === 0) return { admitted, steps };
    expect(here.length).toBeLessThanOrEqual(CAPACITY);
    admitted.push(...here.map(({ number }) => number));
    await configure({ ...line, paused: true }); // so that the whole house leaves before the next step
    for (const place of here) await endPlace(place);
  }
}

test("10,000 in line of whom nine in ten are absent: the others are let in in order, in as many steps as alone", async () => {
  const pick = seededRandom(20_261_122);
  const line = testQueue({ capacity: CAPACITY, paused: true });
  const places = await crowd(line, FANS);
  const present = new Set(Array.from({ length: FANS / 10 }, (_, tenth) => 10 * tenth + pick(10)));
  const here = places.filter((_, n) => present.has(n));
  moveLineClock(30 * MINUTE_MS);
  for (let n = 0; n < here.length; n += 250) await Promise.all(here.slice(n, n + 250).map(poll));

  const crowded = await runDown({ ...line, paused: false }, here);
  const alone = testQueue({ capacity: CAPACITY, paused: true });
  const few = await crowd(alone, here.length);
  expect(crowded.admitted).toEqual(here.map(({ number }) => number));
  expect(crowded.steps).toBe((await runDown({ ...alone, paused: false }, few)).steps);
}, 240_000);
