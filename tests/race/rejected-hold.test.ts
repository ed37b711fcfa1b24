import { beforeAll, expect, test } from "vitest";
import { hold } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { holdSeats, resultOf, tally } from "../support/booking";
import { makeConcert, makeFan, makeFans, type TestConcert } from "../support/fixtures";
import { CONCURRENCY, largePool, warmPool } from "../support/race";

largePool();
beforeAll(warmPool);

const allowances = async ({ id }: TestConcert) =>
  (await pool().query("SELECT user_id, seats FROM allowance WHERE concert_id = $1", [id])).rows;

test("a hold that loses the race for a seat changes no row", async () => {
  const [fans, concert] = await Promise.all([makeFans(CONCURRENCY), makeConcert({ seats: 1 })]);
  const outcomes = await Promise.all(fans.map((fan) => resultOf(holdSeats(fan, concert, [1]))));
  expect(tally(outcomes)).toEqual({ ok: 1, SEAT_NOT_AVAILABLE: CONCURRENCY - 1 });
  expect(await allowances(concert)).toEqual([{ user_id: expect.any(String), seats: 1 }]);
});

test("a fan's first hold beyond the limit leaves no allowance; the next one, which waits for it, inserts its own", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seatLimit: 2 })]);
  expect(await resultOf(holdSeats(fan, concert, [1, 2, 3]))).toBe("SEAT_LIMIT");
  expect(await allowances(concert)).toEqual([]);
  const rejected = await pool().connect();
  try {
    await rejected.query("BEGIN");
    const { rows } = await rejected.query("SELECT hold_seats($1, $2, '{1,2,3}', 1, 300000) AS result", [
      fan.id,
      concert.scheduleId,
    ]);
    expect(rows).toEqual([{ result: { error: "SEAT_LIMIT", refused: "SEAT_LIMIT" } }]);
    const next = hold({ userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [1, 2], queueNumber: 1 });
    await expect
      .poll(async () => {
        const waiting = "wait_event_type = 'Lock' AND query LIKE '%hold_seats(%'";
        return (await pool().query(`SELECT 1 FROM pg_stat_activity WHERE ${waiting} AND datname = current_database()`))
          .rowCount;
      })
      .toBe(1);
    expect(await allowances(concert)).toEqual([]);
    await rejected.query("COMMIT");
    expect((await next).reservations).toHaveLength(2);
  } finally {
    rejected.release();
  }
  expect(await allowances(concert)).toEqual([{ user_id: fan.id, seats: 2 }]);
});
