import { beforeAll, describe, expect, test } from "vitest";
import { hold } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { auditAfterAll } from "../support/audit-after-all";
import { holdSeats, reservationRows, resultOf, seatRows, tally } from "../support/booking";
import { movePostgresClock } from "../support/clock";
import { makeConcert, makeFan, makeFans, type TestConcert, type TestUser } from "../support/fixtures";
import { countDeadlocks, largePool, seededRandom, warmPool } from "../support/race";

largePool();
auditAfterAll();
beforeAll(warmPool);

type Attempt = { fan: TestUser; wanted: number[]; won: boolean; unavailable: number[] };

/** Every fan asks for their seats at the same moment. Anything but a hold or SEAT_NOT_AVAILABLE fails the test. */
function allAtOnce(concert: TestConcert, requests: { fan: TestUser; wanted: number[] }[]): Promise<Attempt[]> {
  return Promise.all(
    requests.map(async ({ fan, wanted }) => {
      try {
        await holdSeats(fan, concert, wanted);
        return { fan, wanted, won: true, unavailable: [] };
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "SEAT_NOT_AVAILABLE") throw error;
        return { fan, wanted, won: false, unavailable: error.detail.seatNumbers ?? [] };
      }
    }),
  );
}

/** No seat twice, no partial hold, and nobody rejected without having lost a seat to somebody who has it. */
async function expectFair(concert: TestConcert, attempts: Attempt[]): Promise<void> {
  const holders = new Map((await seatRows(concert)).map(({ number, holderId }) => [number, holderId]));
  const fanIds = new Set(attempts.map(({ fan }) => fan.id));
  const live = (await reservationRows(concert)).filter(
    ({ status, userId }) => status === "RESERVING" && fanIds.has(userId),
  );
  const taken = attempts.filter(({ won }) => won).flatMap(({ wanted }) => wanted);
  expect(new Set(taken).size).toBe(taken.length);
  expect(live.map(({ number }) => number).sort()).toEqual([...taken].sort());
  for (const { fan, wanted, won, unavailable } of attempts) {
    const mine = wanted.filter((number) => holders.get(number) === fan.id);
    expect(mine).toEqual(won ? wanted : []);
    if (won) continue;
    expect(unavailable.length).toBeGreaterThan(0);
    for (const number of unavailable) {
      expect(wanted).toContain(number);
      expect(taken).toContain(number);
    }
  }
}

test("50 fans hold one seat at once: one gets it, 49 get SEAT_NOT_AVAILABLE, one reservation", async () => {
  const [fans, concert] = await Promise.all([makeFans(50), makeConcert()]);
  const attempts = await allAtOnce(
    concert,
    fans.map((fan) => ({ fan, wanted: [17] })),
  );
  expect(tally(attempts.map(({ won }) => (won ? "held" : "taken")))).toEqual({ held: 1, taken: 49 });
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVING"]);
  await expectFair(concert, attempts);
});

test("10 fans hold 10 seats at once: each gets one", async () => {
  const [fans, concert] = await Promise.all([makeFans(10), makeConcert({ seats: 10 })]);
  const attempts = await allAtOnce(
    concert,
    fans.map((fan, i) => ({ fan, wanted: [i + 1] })),
  );
  expect(attempts.every(({ won }) => won)).toBe(true);
  await expectFair(concert, attempts);
});

test.each([1, 2, 3])("200 fans hold random pairs of 50 seats at once (seed %i)", async (seed) => {
  const roll = seededRandom(seed);
  const [fans, concert] = await Promise.all([makeFans(200), makeConcert()]);
  const requests = fans.map((fan) => {
    const first = roll(50);
    const second = (first + 1 + roll(49)) % 50;
    return { fan, wanted: [first + 1, second + 1] };
  });
  await expectFair(concert, await allAtOnce(concert, requests));
});

describe("of holds that all overlap exactly one wins", () => {
  test("two holds that share a seat, 100 times, in either order of seats", async () => {
    const [a, b] = await makeFans(2);
    if (!a || !b) throw new Error("two fans");
    for (let round = 0; round < 100; round++) {
      const concert = await makeConcert({ seats: 3 });
      const attempts = await allAtOnce(concert, [
        { fan: a, wanted: round % 2 ? [1, 2] : [2, 1] },
        { fan: b, wanted: round % 3 ? [2, 3] : [3, 2] },
      ]);
      expect(attempts.filter(({ won }) => won)).toHaveLength(1);
    }
  });

  test("30 fans hold any 21 of 40 seats at once, 20 times: free seats, and seats whose holds have just lapsed", async () => {
    const roll = seededRandom(4);
    const fans = await makeFans(30);
    const lapsed = await makeFan();
    const everySeat = Array.from({ length: 40 }, (_, i) => i + 1);
    for (let round = 0; round < 20; round++) {
      const concert = await makeConcert({ seats: 40, seatLimit: 40 });
      if (round % 2) {
        await holdSeats(lapsed, concert, everySeat);
        await movePostgresClock(301_000);
      }
      const requests = fans.map((fan) => {
        const wanted = [...everySeat];
        while (wanted.length > 21) wanted.splice(roll(wanted.length), 1);
        return { fan, wanted };
      });
      const attempts = await allAtOnce(concert, requests);
      expect(attempts.filter(({ won }) => won)).toHaveLength(1);
      await expectFair(concert, attempts);
      await movePostgresClock(0);
    }
    expect(await countDeadlocks()).toBe(0);
  });
});

test("a fan in two tabs has at most one hold, within the limit", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seatLimit: 2 })]);
  const requests = Array.from({ length: 20 }, (_, i) => [i + 1, i + 2]);
  const outcomes = await Promise.all(requests.map((wanted) => resultOf(holdSeats(fan, concert, wanted))));
  expect(tally(outcomes)).toEqual({ ok: 20 });
  const live = (await reservationRows(concert)).filter(({ status }) => status === "RESERVING");
  expect(live).toHaveLength(2);
  expect(new Set(live.map(({ expires }) => expires.getTime())).size).toBe(1);
});

test("fans who replace holds of the same few seats cause no deadlock and no partial hold", async () => {
  const before = await countDeadlocks();
  const roll = seededRandom(5);
  const [fans, concert] = await Promise.all([makeFans(30), makeConcert({ seats: 12, seatLimit: 3, schedules: 2 })]);
  await Promise.all(
    fans.map(async (fan) => {
      for (let round = 0; round < 10; round++) {
        const from = roll(10) + 1;
        const scheduleId = concert.schedules[roll(2)]?.id ?? "";
        await resultOf(hold({ userId: fan.id, scheduleId, seatNumbers: [from + 2, from, from + 1], queueNumber: 1 }));
      }
    }),
  );
  const live = (await reservationRows(concert)).filter(({ status }) => status === "RESERVING");
  const perFan = tally(live.map(({ userId }) => userId));
  expect(new Set(Object.values(perFan))).toEqual(new Set([3]));
  expect(await countDeadlocks()).toBe(before);
});
