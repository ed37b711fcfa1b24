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

type Sale = { concert: TestConcert; line: QueueSettings };

/** A line of a real concert, as Postgres knows it. */
async function aSale(capacity = 1): Promise<Sale> {
  const concert = await makeConcert({ capacity, admitPerMinute: 100_000 });
  return { concert, line: testQueue({ concertId: concert.id, capacity }) };
}

const proof = (token: string, { id: userId }: TestUser): Place => verifyToken(token, { userId });

/** A fan with an account joins; their place as the token of that moment proves it. */
async function joins({ line }: Sale, fan?: TestUser): Promise<{ fan: TestUser; place: Place }> {
  const who = fan ?? (await makeFan());
  return { fan: who, place: proof((await join(line, who.id)).ticket.token, who) };
}

/** Every key of this line is gone, as after FLUSHALL. */
const lose = ({ concertId }: QueueSettings) => redis().del(...queueKeys(concertId));

const reservedIn = async ({ concertId }: QueueSettings) => {
  const { rows } = await pool().query("SELECT reserved_to FROM queue_block WHERE concert_id = $1", [concertId]);
  return rows.map((row) => Number(row.reserved_to));
};

describe("numbers", () => {
  test("are reserved a block at a time, half a block ahead, and a join waits for none", async () => {
    const { line } = await aSale();
    expect((await joinOne(line)).ticket.number).toBe(1);
    expect(await reservedIn(line)).toEqual([BLOCK]);
    const [hash = ""] = queueKeys(line.concertId);
    await redis().hset(hash, { issued: BLOCK / 2 });
    expect((await joinOne(line)).ticket.number).toBe(BLOCK / 2 + 1);
    await expect.poll(() => redis().hget(hash, "reserved")).toBe(2 * BLOCK);
    expect(await reservedIn(line)).toEqual([2 * BLOCK]);
  });

  test("that have run out are reserved by the joins that need them, once for all of them", async () => {
    const { line } = await aSale();
    await joinOne(line);
    await redis().hset(queueKeys(line.concertId)[0] ?? "", { issued: BLOCK });
    const joined = await Promise.all(Array.from({ length: 20 }, () => joinOne(line)));
    const numbers = joined.map(({ ticket }) => ticket.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => BLOCK + 1 + n));
    expect(await reservedIn(line)).toEqual([2 * BLOCK]);
  });
});

describe("a line that was lost", () => {
  test("begins again above its last block, by a join, a poll, a tick or at the gate", async () => {
    const ways: ((sale: Sale, place: Place) => Promise<unknown>)[] = [
      ({ line }) => join(line, testUserId()),
      (_, place) => poll(place),
      ({ line }) => tick(line),
      ({ line }) => configure(line),
      (_, place) => requireActive(place),
    ];
    for (const way of ways) {
      const sale = await aSale();
      const { place } = await joins(sale);
      await lose(sale.line);
      await way(sale, place);
      expect(await reservedIn(sale.line)).toEqual([2 * BLOCK]);
      const next = await joins(sale);
      expect(next.place.number).toBeGreaterThan(BLOCK);
    }
  });

  test("begins once, however many ask at the same moment", async () => {
    const sale = await aSale();
    const { place } = await joins(sale);
    await lose(sale.line);
    const joined = await Promise.all(Array.from({ length: 50 }, () => joinOne(sale.line)));
    expect(joined.map(({ ticket }) => ticket.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => BLOCK + 1 + n),
    );
    expect(await poll(place)).toMatchObject({ number: 1 });
    expect(await reservedIn(sale.line)).toEqual([2 * BLOCK]);
  });

  test("lets nobody in for fifteen seconds, answers everybody, and then goes on in the order of the numbers", async () => {
    const sale = await aSale();
    const inside = await joins(sale);
    const [second, third] = [await joins(sale), await joins(sale)];
    await endPlace(inside.place);
    await lose(sale.line);
    const newcomer = await joins(sale);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", number: 3, position: 1, etaSeconds: null });
    moveLineClock(WINDOW_MS - 1_000);
    expect(await poll(newcomer.place)).toMatchObject({ status: "WAITING", position: 2 });
    expect(await poll(second.place)).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    moveLineClock(WINDOW_MS + 1_000);
    expect(await poll(newcomer.place)).toMatchObject({ status: "WAITING", position: 2 });
    expect(await poll(second.place)).toMatchObject({ status: "ACTIVE", number: 2 });
  });

  test("that never was stays so: a place in it is not there, and its first number is 1, with nobody to wait for", async () => {
    const { concert, line } = await aSale();
    await expect(poll({ concertId: concert.id, userId: testUserId(), number: 1 })).rejects.toMatchObject({
      code: "NOT_IN_QUEUE",
    });
    await tick(line);
    expect(await reservedIn(line)).toEqual([]);
    expect((await joinOne(line)).ticket).toMatchObject({ number: 1, status: "ACTIVE" });
  });
});

describe("who comes back", () => {
  test("inside is inside again at once, to the same end, also beyond the capacity", async () => {
    const sale = await aSale(2);
    const [first, second] = [await joins(sale), await joins(sale)];
    const ends = await Promise.all([poll(first.place), poll(second.place)]);
    await lose(sale.line);
    await configure({ ...sale.line, capacity: 1 });
    await requireActive(first.place);
    expect(await poll(second.place)).toMatchObject({ status: "ACTIVE", expiresAt: ends[1]?.expiresAt });
    expect(await publicState(sale.line.concertId)).toMatchObject({ active: 2, capacity: 1 });
  });

  test("with a session whose time has run out meanwhile has had their turn", async () => {
    const sale = await aSale();
    const { place } = await joins(sale);
    await lose(sale.line);
    moveLineClock(SESSION_MS);
    expect(await poll(place)).toMatchObject({ status: "EXPIRED", number: 1 });
  });

  test("with a live hold is inside until it ends, with any token of the place, and begins no second one after it", async () => {
    const sale = await aSale();
    const { fan, place } = await joins(sale);
    await (await requireActiveForHold(place)).rollback();
    await holdSeats(fan, sale.concert, [1], place.number);
    await lose(sale.line);
    const earlier = { ...place, admittedAt: undefined };
    await requireActive(earlier);
    moveLineClock(SESSION_MS + 1_000);
    await expect(requireActiveForHold(earlier)).rejects.toMatchObject({ code: "QUEUE_TOKEN_NOT_ACTIVE" });
  });

  test("after leaving, paying, or letting a hold or the session run out, gets no second turn", async () => {
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
    await tick(sale.line);
    expect((await endedPlaces(sale.concert)).map(({ number, reason }) => `${number} ${reason}`).sort()).toEqual(
      expect.arrayContaining(["1 LEFT", "2 LAPSED", "4 LAPSED"]),
    );
    await lose(sale.line);
    const asBefore = ({ place }: { place: Place }) => poll({ ...place, admittedAt: undefined });
    await expect(asBefore(left)).rejects.toMatchObject({ code: "NOT_IN_QUEUE" });
    for (const ended of [lapsed, untidied, over]) expect(await asBefore(ended)).toMatchObject({ status: "EXPIRED" });
    expect((await join(sale.line, over.fan.id)).ticket.number).toBeGreaterThan(BLOCK);
  });

  test("with the token finds the old place by joining, and without it first keeps one place, the older", async () => {
    const sale = await aSale();
    await joins(sale);
    const [second, third] = [await joins(sale), await joins(sale)];
    await lose(sale.line);
    expect(await join(sale.line, second.fan.id, second.place)).toMatchObject({ first: false, ticket: { number: 2 } });
    const { place: newer } = await joins(sale, third.fan);
    expect(newer.number).toBeGreaterThan(BLOCK);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", number: 3, position: 2 });
    expect(await poll(newer)).toMatchObject({ status: "EXPIRED" });
    expect(await publicState(sale.line.concertId)).toMatchObject({ waiting: 2 });
  });
});

test("sessions that ran out are written down once, and only of fans and concerts that Postgres knows", async () => {
  const sale = await aSale(2);
  const { place } = await joins(sale);
  await joinOne(sale.line);
  moveLineClock(env().SESSION_SECONDS * 1000);
  for (let n = 0; n < 2; n++) await tick(sale.line);
  expect(await endedPlaces(sale.concert)).toEqual([{ userId: place.userId, number: 1, reason: "LAPSED" }]);
});
