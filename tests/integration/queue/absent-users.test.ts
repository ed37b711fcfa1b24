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
const MINUTE_MS = 60_000; // longer than pollAfterMs + 15 s near the front

/** A queue with its one slot taken and `waiting` fans. */
async function fullQueue(waiting: number): Promise<{ queue: QueueSettings; active: Place; places: Place[] }> {
  const queue = testQueue({ capacity: 1 });
  const [active, ...places] = (await joinMany(queue, waiting + 1)).map(({ place }) => place) as [Place, ...Place[]];
  return { queue, active, places };
}

describe("a fan who is overdue at the head of the queue", () => {
  test("is skipped in the same step, and is first in the queue after the next poll", async () => {
    const { active, places } = await fullQueue(4);
    const [absent, second, third, fourth] = places as [Place, Place, Place, Place];
    moveLineClock(MINUTE_MS);
    for (const here of [active, second, third, fourth]) await poll(here);
    await endPlace(active);
    expect(await poll(second)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(third)).toMatchObject({ status: "WAITING", position: 1 });

    expect(await poll(absent)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    expect(await poll(third)).toMatchObject({ position: 2 });
    expect(await poll(fourth)).toMatchObject({ position: 3 });
    await endPlace(second);
    expect(await poll(absent)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("is admitted by the next poll if there is room", async () => {
    const { queue, active, places } = await fullQueue(1);
    moveLineClock(MINUTE_MS);
    await endPlace(active);
    expect(await publicState(queue.concertId)).toMatchObject({ waiting: 0, active: 0 });
    expect(await poll(places[0] as Place)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("keeps the number when they return by a join, and can leave", async () => {
    const { queue, active, places } = await fullQueue(3);
    const [absent, leaving, third] = places as [Place, Place, Place];
    moveLineClock(MINUTE_MS);
    for (const here of [active, third]) await poll(here);
    await endPlace(active);
    expect(await join(queue, absent.userId)).toMatchObject({ first: false, ticket: { number: 2, position: 1 } });
    await leave(leaving);
    await expect(poll(leaving)).rejects.toMatchObject({ code: "NOT_IN_QUEUE" });
  });

  test.each([
    ["a fan is not overdue one second before pollAfterMs + 15 s", -1_000, "ACTIVE"],
    ["a fan is overdue one second after pollAfterMs + 15 s", 1_001, "WAITING"],
  ])("%s", async (_, byMs, status) => {
    const { active, places } = await fullQueue(1);
    const place = places[0] as Place;
    const { pollAfterMs } = await poll(place);
    moveLineClock(pollAfterMs + GRACE_MS + byMs);
    await endPlace(active);
    const next = await joinOne(testQueue({ concertId: place.concertId }));
    expect(next.ticket.status).toBe(status === "ACTIVE" ? "WAITING" : "ACTIVE");
    expect(await poll(place)).toMatchObject({ status });
  });
});

describe("a fan who polls as pollAfterMs says", () => {
  test("is not skipped, however far back and however fast the queue moves", async () => {
    const queue = testQueue({ paused: true, capacity: 1_000 });
    const joined = await Promise.all(Array.from({ length: 500 }, () => joinOne(queue)));
    const last = joined.find(({ ticket }) => ticket.number === 500);
    if (!last) throw new Error("five hundred joined");
    expect(last.ticket.pollAfterMs).toBeGreaterThan(2_000);
    moveLineClock(last.ticket.pollAfterMs - 100);
    await configure({ ...queue, paused: false });
    moveLineClock(last.ticket.pollAfterMs + ARRIVAL_MS - 1_000);
    await tick({ ...queue, paused: false });
    expect(await poll(last.place)).toMatchObject({ status: "ACTIVE", number: 500 });
  });
});

describe("a fan who is admitted and sends no request", () => {
  test("loses the slot 30 s after the promised poll, and keeps the place", async () => {
    const { active, places } = await fullQueue(2);
    const [absent, next] = places as [Place, Place];
    const { pollAfterMs } = await poll(absent);
    await endPlace(active);
    moveLineClock(pollAfterMs + ARRIVAL_MS - 2_000);
    expect(await poll(next)).toMatchObject({ status: "WAITING", position: 1 });
    moveLineClock(pollAfterMs + ARRIVAL_MS + 1_001);
    expect(await poll(next)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(absent)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    await endPlace(next);
    expect(await poll(absent)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test.each<[string, (place: Place, queue: QueueSettings) => Promise<unknown>]>([
    ["a poll", (place) => poll(place)],
    ["a request that requires an active place", (place) => requireActive(place)],
    ["another join", (place, queue) => join(queue, place.userId)],
  ])("keeps the session after %s", async (_, ask) => {
    const { queue, active, places } = await fullQueue(1);
    await endPlace(active);
    moveLineClock(10_000);
    await ask(places[0] as Place, queue);
    moveLineClock(2 * MINUTE_MS);
    await tick(queue);
    expect(await publicState(queue.concertId)).toMatchObject({ active: 1 });
    await requireActive(places[0] as Place);
  });
});

describe("a scan past 40,000 absent fans", () => {
  test("is bounded in one step, and the next poll continues it", async () => {
    const queue = testQueue({ capacity: 1 });
    const active = await joinOne(queue);
    const [, waiting = ""] = queueKeys(queue.concertId);
    await withRedisClient(async (client) => {
      const absent = Array.from({ length: 40_000 }, (_, n) => [n + 2, testUserId()]);
      for (let n = 0; n < absent.length; n += 5_000) await client.zadd(waiting, ...absent.slice(n, n + 5_000).flat());
      await client.hset(queueKeys(queue.concertId)[0] ?? "", { issued: 40_001, reserved: 100_000 });
    });
    const { place } = await joinOne(queue);
    await endPlace(active.place);
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

async function crowd(queue: QueueSettings, fans: number): Promise<Place[]> {
  const places: Place[] = [];
  while (places.length < fans)
    places.push(...(await Promise.all(Array.from({ length: 250 }, () => joinOne(queue)))).map(({ place }) => place));
  return places.sort((a, b) => a.number - b.number);
}

/** Runs the queue until it is empty; returns the admitted numbers in order and how many steps that took. */
async function runDown(queue: QueueSettings, places: Place[]): Promise<{ admitted: number[]; steps: number }> {
  const [, , , sessions = ""] = queueKeys(queue.concertId);
  const placeOf = new Map(places.map((place) => [place.userId, place]));
  const admitted: number[] = [];
  for (let steps = 0; ; steps++) {
    await tick(queue);
    const users = await withRedisClient((client) => client.hkeys(sessions));
    const here = users.flatMap((userId) => placeOf.get(userId) ?? []).sort((a, b) => a.number - b.number);
    if (here.length === 0) return { admitted, steps };
    expect(here.length).toBeLessThanOrEqual(CAPACITY);
    admitted.push(...here.map(({ number }) => number));
    await configure({ ...queue, paused: true }); // so that all active fans leave before the next step
    for (const place of here) await endPlace(place);
  }
}

test("with 9,000 of 10,000 fans absent, the others are admitted in order, in as many steps as without the absent", async () => {
  const pick = seededRandom(20_261_122);
  const queue = testQueue({ capacity: CAPACITY, paused: true });
  const places = await crowd(queue, FANS);
  const present = new Set(Array.from({ length: FANS / 10 }, (_, tenth) => 10 * tenth + pick(10)));
  const here = places.filter((_, n) => present.has(n));
  moveLineClock(30 * MINUTE_MS);
  for (let n = 0; n < here.length; n += 250) await Promise.all(here.slice(n, n + 250).map(poll));

  const crowded = await runDown({ ...queue, paused: false }, here);
  const alone = testQueue({ capacity: CAPACITY, paused: true });
  const few = await crowd(alone, here.length);
  expect(crowded.admitted).toEqual(here.map(({ number }) => number));
  expect(crowded.steps).toBe((await runDown({ ...alone, paused: false }, few)).steps);
}, 240_000);
