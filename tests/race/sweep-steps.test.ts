import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hold, release, sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay } from "@/lib/payments";
import { getBalance } from "@/lib/payments/wallet";
import { errorOf, eventsOf, freshKey, holdSeats, reservationRows, resultOf, seatRows } from "../support/booking";
import { movePostgresClock, resetPostgresClock } from "../support/clock";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../support/fixtures";
import { findBrokenSeats } from "../support/seat-invariants";

// The moments between a command's writes and its commit, one by one: the first command stops there, the second meets it.
const PRICE = 50_000;
let uncommitted: pg.PoolClient;
let fan: TestUser;
let rival: TestUser;
let concert: TestConcert;
let ids: string[];

beforeEach(async () => {
  [fan, rival] = await Promise.all([makeFan({ balance: PRICE }), makeFan({ balance: PRICE })]);
  concert = await makeConcert({ price: PRICE, seats: 3 });
  ids = (await holdSeats(fan, concert, [1])).reservations.map(({ id }) => id);
  uncommitted = await pool().connect();
});
afterEach(async () => {
  await uncommitted.query("ROLLBACK");
  uncommitted.release();
});

const LAPSED_MS = 301_000;

/** Runs a command without its commit. */
async function stop(sql: string, values: unknown[] = []): Promise<void> {
  await uncommitted.query("BEGIN"); // only now: an open transaction may not notice that the clock has moved
  const { rows } = await uncommitted.query<{ answer: object | null }>(`SELECT ${sql} AS answer`, values);
  expect(rows[0]?.answer).not.toHaveProperty("error");
}

/** The same at a time when the holds have lapsed; the clock is back before anybody else looks at it. */
async function stopWhenLapsed(sql: string, values: unknown[] = []): Promise<void> {
  await movePostgresClock(LAPSED_MS);
  await stop(sql, values);
  await resetPostgresClock();
}

/** Until a statement that names this function waits for a lock. */
const untilWaiting = (name: string) =>
  expect
    .poll(
      async () => {
        const { rows } = await pool().query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND pid <> pg_backend_pid()",
          [`%${name}(%`],
        );
        return rows.length;
      },
      { interval: 10 },
    )
    .toBe(1);

test("a payment waits for a sweep that has canceled the hold, and charges nothing", async () => {
  await stopWhenLapsed("sweep_holds(1000)");
  const paying = resultOf(pay(fan.id, ids, freshKey()));
  await untilWaiting("pay_reservations");
  await uncommitted.query("COMMIT");
  expect(await paying).toBe("HOLD_EXPIRED");
  expect(await getBalance(fan.id)).toBe(PRICE);
  expect(await findBrokenSeats(concert)).toEqual([]);
});

test("a payment waits for a rival's take-over, and charges nothing", async () => {
  await stopWhenLapsed("hold_seats($1, $2, '{1}', 9, 300000)", [rival.id, concert.scheduleId]);
  const paying = resultOf(pay(fan.id, ids, freshKey()));
  await untilWaiting("pay_reservations");
  await uncommitted.query("COMMIT");
  expect(await paying).toBe("HOLD_EXPIRED");
  expect(await getBalance(fan.id)).toBe(PRICE);
  expect((await seatRows(concert))[0]?.holderId).toBe(rival.id);
  expect(await findBrokenSeats(concert)).toEqual([]);
});

test("a release waits for a rival's take-over, and leaves the seat to the rival", async () => {
  await stopWhenLapsed("hold_seats($1, $2, '{1}', 9, 300000)", [rival.id, concert.scheduleId]);
  const releasing = release(fan.id, ids[0] ?? "");
  await untilWaiting("release_hold");
  await uncommitted.query("COMMIT");
  expect(await releasing).toEqual({ ended: null });
  expect((await seatRows(concert))[0]).toMatchObject({ status: "TEMPORARY", holderId: rival.id });
});

test("a sweep skips a seat that is being paid", async () => {
  await stop("pay_reservations($1, $2, 'k', 'h')", [fan.id, ids]);
  await movePostgresClock(LAPSED_MS);
  const { places } = await sweep();
  expect(places.filter(({ userId }) => userId === fan.id)).toEqual([]);
  await uncommitted.query("COMMIT");
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVED"]);
  expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["payment.completed"]);
});

test("a second sweep skips the seats of a running one", async () => {
  await movePostgresClock(LAPSED_MS);
  await stop("sweep_holds(1000)");
  const { places } = await sweep();
  expect(places.filter(({ userId }) => userId === fan.id)).toEqual([]);
  await uncommitted.query("COMMIT");
  expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["hold.expired"]);
});

test("a hold waits for another hold of the same seat to commit, and names the seat as unavailable", async () => {
  await stop("hold_seats($1, $2, '{2,3}', 1, 300000)", [rival.id, concert.scheduleId]);
  const third = await makeFan();
  const holding = errorOf(holdSeats(third, concert, [2]));
  await untilWaiting("hold_seats");
  await uncommitted.query("COMMIT");
  expect((await holding).detail).toEqual({ seatNumbers: [2] });
});

test("a hold gets the seat when the hold it waits for is rolled back", async () => {
  await stop("hold_seats($1, $2, '{2,3}', 1, 300000)", [rival.id, concert.scheduleId]);
  const third = await makeFan();
  const holding = resultOf(holdSeats(third, concert, [2, 3]));
  await untilWaiting("hold_seats");
  await uncommitted.query("ROLLBACK");
  expect(await holding).toBe("ok");
});

test("a hold gives up on a seat that stays locked, and names it", async () => {
  await stop("(SELECT to_jsonb(s) FROM seat s WHERE schedule_id = $1 AND number = 3 FOR UPDATE)", [concert.scheduleId]);
  const refusal = await errorOf(holdSeats(rival, concert, [2, 3]));
  expect([refusal.code, refusal.detail]).toEqual(["SEAT_NOT_AVAILABLE", { seatNumbers: [3] }]);
  expect((await seatRows(concert))[1]?.status).toBe("AVAILABLE");
});

test("two requests of one fan run one after the other: the second hold finds the place ended", async () => {
  await stop("pay_reservations($1, $2, 'k', 'h')", [fan.id, ids]);
  const request = { userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [2], queueNumber: 1 };
  const holding = resultOf(hold(request));
  await untilWaiting("hold_seats");
  await uncommitted.query("COMMIT");
  expect(await holding).toBe("QUEUE_TOKEN_NOT_ACTIVE");
});
