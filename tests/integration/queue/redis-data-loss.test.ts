import { describe, expect, test } from "vitest";
import { sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { redis } from "@/lib/core/redis";
import { configure, endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { requireActive, requireActiveForHold } from "@/lib/queue/require-active";
import { type Place, verifyToken } from "@/lib/queue/token";
import { endedPlaces, holdSeats } from "../../support/booking";
import { moveLineClock, movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";
import { joinOne, testQueue, testUserId } from "../../support/queue";

const BLOCK = 10_000;
const SESSION_MS = 600_000;
const WINDOW_MS = 15_000;

type Sale = { concert: TestConcert; queue: QueueSettings };

/** A queue of a real concert, as Postgres knows it. */
async function aSale(capacity = 1): Promise<Sale> {
  const concert = await makeConcert({ capacity, admitPerMinute: 100_000 });
  return { concert, queue: testQueue({ concertId: concert.id, capacity }) };
}

const proof = (token: string, { id: userId }: TestUser): Place => verifyToken(token, { userId });

/** A fan with an account joins; their place as the token of that moment proves it. */
async function joins({ queue }: Sale, fan?: TestUser): Promise<{ fan: TestUser; place: Place }> {
  const user = fan ?? (await makeFan());
  return { fan: user, place: proof((await join(queue, user.id)).ticket.token, user) };
}

/** Deletes every key of this queue, as FLUSHALL does. */
const deleteKeys = ({ concertId }: QueueSettings) => redis().del(...queueKeys(concertId));

const reservedIn = async ({ concertId }: QueueSettings) => {
  const { rows } = await pool().query("SELECT reserved_to FROM queue_block WHERE concert_id = $1", [concertId]);
  return rows.map((row) => Number(row.reserved_to));
};

describe("queue numbers", () => {
  test("are reserved in blocks, half a block ahead of the joins", async () => {
    const { queue } = await aSale();
    expect((await joinOne(queue)).ticket.number).toBe(1);
    expect(await reservedIn(queue)).toEqual([BLOCK]);
    const [hash = ""] = queueKeys(queue.concertId);
    await redis().hset(hash, { issued: BLOCK / 2 });
    expect((await joinOne(queue)).ticket.number).toBe(BLOCK / 2 + 1);
    await expect.poll(() => redis().hget(hash, "reserved")).toBe(2 * BLOCK);
    expect(await reservedIn(queue)).toEqual([2 * BLOCK]);
  });

  test("that have run out are reserved once for all joins that need them", async () => {
    const { queue } = await aSale();
    await joinOne(queue);
    await redis().hset(queueKeys(queue.concertId)[0] ?? "", { issued: BLOCK });
    const joined = await Promise.all(Array.from({ length: 20 }, () => joinOne(queue)));
    const numbers = joined.map(({ ticket }) => ticket.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => BLOCK + 1 + n));
    expect(await reservedIn(queue)).toEqual([2 * BLOCK]);
  });
});

describe("a queue that Redis lost", () => {
  test("is initialized above its last block by a join, a poll, a tick or the gate", async () => {
    const calls: ((sale: Sale, place: Place) => Promise<unknown>)[] = [
      ({ queue }) => join(queue, testUserId()),
      (_, place) => poll(place),
      ({ queue }) => tick(queue),
      ({ queue }) => configure(queue),
      (_, place) => requireActive(place),
    ];
    for (const call of calls) {
      const sale = await aSale();
      const { place } = await joins(sale);
      await deleteKeys(sale.queue);
      await call(sale, place);
      expect(await reservedIn(sale.queue)).toEqual([2 * BLOCK]);
      const next = await joins(sale);
      expect(next.place.number).toBeGreaterThan(BLOCK);
    }
  });

  test("is initialized once by concurrent joins", async () => {
    const sale = await aSale();
    const { place } = await joins(sale);
    await deleteKeys(sale.queue);
    const joined = await Promise.all(Array.from({ length: 50 }, () => joinOne(sale.queue)));
    expect(joined.map(({ ticket }) => ticket.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => BLOCK + 1 + n),
    );
    expect(await poll(place)).toMatchObject({ number: 1 });
    expect(await reservedIn(sale.queue)).toEqual([2 * BLOCK]);
  });

  test("admits nobody for 15 s, answers every request, then continues in order of the numbers", async () => {
    const sale = await aSale();
    const active = await joins(sale);
    const [second, third] = [await joins(sale), await joins(sale)];
    await endPlace(active.place);
    await deleteKeys(sale.queue);
    const newcomer = await joins(sale);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", number: 3, position: 1, etaSeconds: null });
    moveLineClock(WINDOW_MS - 1_000);
    expect(await poll(newcomer.place)).toMatchObject({ status: "WAITING", position: 2 });
    expect(await poll(second.place)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    moveLineClock(WINDOW_MS + 1_000);
    expect(await poll(newcomer.place)).toMatchObject({ status: "WAITING", position: 2 });
    expect(await poll(second.place)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("and never existed has no places, and begins at number 1 without a recovery time", async () => {
    const { concert, queue } = await aSale();
    await expect(poll({ concertId: concert.id, userId: testUserId(), number: 1 })).rejects.toMatchObject({
      code: "NOT_IN_QUEUE",
    });
    await tick(queue);
    expect(await reservedIn(queue)).toEqual([]);
    expect((await joinOne(queue)).ticket).toMatchObject({ number: 1, status: "ACTIVE" });
  });
});

describe("a place in a queue that Redis lost", () => {
  test("is active again at once if it was, to the same end, even beyond the capacity", async () => {
    const sale = await aSale(2);
    const [first, second] = [await joins(sale), await joins(sale)];
    const ends = await Promise.all([poll(first.place), poll(second.place)]);
    await deleteKeys(sale.queue);
    await configure({ ...sale.queue, capacity: 1 });
    await requireActive(first.place);
    expect(await poll(second.place)).toMatchObject({ status: "ACTIVE", expiresAt: ends[1]?.expiresAt });
    expect(await publicState(sale.queue.concertId)).toMatchObject({ active: 2, capacity: 1 });
  });

  test("is EXPIRED if its session ended meanwhile", async () => {
    const sale = await aSale();
    const { place } = await joins(sale);
    await deleteKeys(sale.queue);
    moveLineClock(SESSION_MS);
    expect(await poll(place)).toMatchObject({ status: "EXPIRED", number: 1 });
  });

  test("with a live hold is active until the hold ends, and begins no hold after its session", async () => {
    const sale = await aSale();
    const { fan, place } = await joins(sale);
    await (await requireActiveForHold(place)).rollback();
    await holdSeats(fan, sale.concert, [1], place.number);
    await deleteKeys(sale.queue);
    const earlier = { ...place, admittedAt: undefined };
    await requireActive(earlier);
    moveLineClock(SESSION_MS + 1_000);
    await expect(requireActiveForHold(earlier)).rejects.toMatchObject({ code: "QUEUE_TOKEN_NOT_ACTIVE" });
  });

  test("stays ended after leaving, or after its hold or session expired", async () => {
    const sale = await aSale(4);
    const [left, lapsed, untidied, over] = [await joins(sale), await joins(sale), await joins(sale), await joins(sale)];
    await leave(left.place);
    await holdSeats(lapsed.fan, sale.concert, [1], lapsed.place.number);
    await movePostgresClock(301_000);
    await sweep();
    await movePostgresClock(0);
    await holdSeats(untidied.fan, sale.concert, [2], untidied.place.number);
    await movePostgresClock(302_000);
    moveLineClock(SESSION_MS);
    await tick(sale.queue);
    expect((await endedPlaces(sale.concert)).map(({ number, reason }) => `${number} ${reason}`).sort()).toEqual(
      expect.arrayContaining(["1 LEFT", "2 LAPSED", "4 LAPSED"]),
    );
    await deleteKeys(sale.queue);
    const asBefore = ({ place }: { place: Place }) => poll({ ...place, admittedAt: undefined });
    await expect(asBefore(left)).rejects.toMatchObject({ code: "NOT_IN_QUEUE" });
    for (const ended of [lapsed, untidied, over]) expect(await asBefore(ended)).toMatchObject({ status: "EXPIRED" });
    expect((await join(sale.queue, over.fan.id)).ticket.number).toBeGreaterThan(BLOCK);
  });

  test("is found by a join with its token; a fan who joined without it keeps only the older place", async () => {
    const sale = await aSale();
    await joins(sale);
    const [second, third] = [await joins(sale), await joins(sale)];
    await deleteKeys(sale.queue);
    expect(await join(sale.queue, second.fan.id, second.place)).toMatchObject({ first: false, ticket: { number: 2 } });
    const { place: newer } = await joins(sale, third.fan);
    expect(newer.number).toBeGreaterThan(BLOCK);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", number: 3, position: 2 });
    expect(await poll(newer)).toMatchObject({ status: "EXPIRED" });
    expect(await publicState(sale.queue.concertId)).toMatchObject({ waiting: 2 });
  });
});

test("tick() records expired sessions once, for users and concerts in Postgres only", async () => {
  const sale = await aSale(2);
  const { place } = await joins(sale);
  await joinOne(sale.queue);
  moveLineClock(env().SESSION_SECONDS * 1000);
  for (let n = 0; n < 2; n++) await tick(sale.queue);
  expect(await endedPlaces(sale.concert)).toEqual([{ userId: place.userId, number: 1, reason: "LAPSED" }]);
});
