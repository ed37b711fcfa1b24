import { beforeAll, expect, test } from "vitest";
import { findSchedules, leaveAndRelease } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { pay } from "@/lib/payments";
import { migrate } from "@/tools/database/migrations";
import { freshKey, holdSeats, resultOf, seatMap } from "../support/booking";
import { makeConcert, makeFans } from "../support/fixtures";
import { largePool, warmPool } from "../support/race";
import { findBrokenSeats } from "../support/seat-invariants";

const FANS = 12;
const ROUNDS = 15;

largePool();
beforeAll(warmPool);

test("SQL functions and views are replaced again and again while fans hold, pay and leave: no request fails", async () => {
  const [fans, concert] = await Promise.all([
    makeFans(FANS, { balance: 10_000_000 }),
    makeConcert({ seats: FANS * ROUNDS, seatLimit: ROUNDS }),
  ]);
  const results: string[] = [];
  let isSelling = true;
  async function upgrade(): Promise<void> {
    await pool().query("UPDATE _jari_functions SET checksum = 'of an older version'");
    expect((await migrate(env().DATABASE_URL)).length).toBeGreaterThan(20);
  }
  const firstUpgrade = upgrade();
  const upgrades = firstUpgrade.then(async () => {
    let count = 1;
    for (; isSelling; count++) await upgrade();
    return count;
  });
  const sales = fans.map(async (fan, index) => {
    for (let round = 0; round < ROUNDS; round++) {
      if (round === ROUNDS - 5) await firstUpgrade; // however fast they sell, there is a sale while the second one runs
      const place = { concertId: concert.id, userId: fan.id, number: round + 1 };
      const { reservations } = await holdSeats(fan, concert, [index * ROUNDS + round + 1], place.number);
      await Promise.all([seatMap(concert.scheduleId), findSchedules(concert.id)]);
      const ids = reservations.map(({ id }) => id);
      results.push(await resultOf(round % 3 === 2 ? leaveAndRelease(place) : pay(fan.id, ids, freshKey())));
    }
  });
  await Promise.all(sales).finally(() => {
    isSelling = false;
  });
  expect(await upgrades).toBeGreaterThan(1);
  expect(results).toEqual(Array(FANS * ROUNDS).fill("ok"));
  expect(await findBrokenSeats(concert)).toEqual([]);
});
