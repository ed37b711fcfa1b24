import { beforeAll, expect, test } from "vitest";
import { hold, leaveAndRelease, release, sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay, refund } from "@/lib/payments";
import { charge, getBalance } from "@/lib/payments/wallet";
import { auditAfterAll } from "../support/audit-after-all";
import {
  endedPlaces,
  eventsOf,
  freshKey,
  holdSeats,
  reservationRows,
  resultOf,
  seatRows,
  tally,
} from "../support/booking";
import { movePostgresClock, resetPostgresClock } from "../support/clock";
import { makeConcert, makeFan, makeFans, type TestConcert } from "../support/fixtures";
import { countDeadlocks, largePool, seededRandom, warmPool } from "../support/race";
import { findBrokenSeats } from "../support/seat-invariants";

largePool();
auditAfterAll();
process.env.HOLD_SECONDS = "1"; // so that holds lapse by themselves in the middle of the storm
beforeAll(warmPool);

const PRICE = 50_000;

/** Lets the live holds of a concert end this many milliseconds from now. */
async function endHoldsIn(concert: TestConcert, ms: number): Promise<void> {
  await pool().query(
    `WITH moment AS (SELECT jari_now() + $2::int * interval '1 millisecond' AS expires),
     held AS (UPDATE reservation r SET expires_at = moment.expires FROM moment
              WHERE r.concert_id = $1 AND r.status = 'RESERVING' RETURNING r.seat_id)
     UPDATE seat s SET hold_expires_at = moment.expires FROM moment, held WHERE s.id = held.seat_id`,
    [concert.id, ms],
  );
}

test("payment and sweep at the moment of expiry, 200 times: paid and reserved, or canceled and not charged", async () => {
  const before = await countDeadlocks();
  await warmPool();
  const outcomes: string[] = [];
  for (let round = 0; round < 200; round++) {
    const [fan, concert] = await Promise.all([
      makeFan({ balance: 2 * PRICE }),
      makeConcert({ seats: 2, price: PRICE }),
    ]);
    const { reservations } = await holdSeats(fan, concert, [1, 2]);
    await endHoldsIn(concert, 3 * (round % 10));
    const ids = reservations.map(({ id }) => id);
    const racers = [() => resultOf(pay(fan.id, ids, freshKey())), () => sweep(), () => sweep()];
    const [paid] = await Promise.all(racers.map((run) => run()));
    outcomes.push(String(paid));
    await movePostgresClock(60_000);
    await sweep();
    await resetPostgresClock();
    const states = (await reservationRows(concert)).map(({ status }) => status);
    const won = paid === "ok";
    expect([states, await getBalance(fan.id)]).toEqual(
      won ? [["RESERVED", "RESERVED"], 0] : [["CANCELED", "CANCELED"], 2 * PRICE],
    );
    expect(await findBrokenSeats(concert)).toEqual([]);
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 1, reason: won ? "PAID" : "LAPSED" }]);
  }
  expect(new Set(outcomes)).toEqual(new Set(["ok", "HOLD_EXPIRED"]));
  expect(await countDeadlocks()).toBe(before);
});

test("payment and a rival's take-over at the moment of expiry: never both", async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 100; round++) {
    const [fan, rival] = await makeFans(2, { balance: PRICE });
    const concert = await makeConcert({ seats: 1, price: PRICE });
    if (!fan || !rival) throw new Error("two fans");
    const { reservations } = await holdSeats(fan, concert, [1]);
    await endHoldsIn(concert, 2 * (round % 6));
    const [paid, taken] = await Promise.all([
      resultOf(
        pay(
          fan.id,
          reservations.map(({ id }) => id),
          freshKey(),
        ),
      ),
      resultOf(holdSeats(rival, concert, [1])),
      sweep(),
    ]);
    outcomes.push(`${paid}, ${taken}`);
    expect(await getBalance(fan.id)).toBe(paid === "ok" ? 0 : PRICE);
    expect(await findBrokenSeats(concert)).toEqual([]);
  }
  const possible = ["ok, SEAT_NOT_AVAILABLE", "HOLD_EXPIRED, ok", "HOLD_EXPIRED, SEAT_NOT_AVAILABLE"];
  expect(possible).toEqual(expect.arrayContaining([...new Set(outcomes)]));
});

test("two sweeps at once free, publish and count each seat once", async () => {
  const [fans, concert] = await Promise.all([makeFans(150), makeConcert({ seats: 300 })]);
  await Promise.all(fans.map((fan, i) => holdSeats(fan, concert, [2 * i + 1, 2 * i + 2])));
  await movePostgresClock(60_000);
  await Promise.all([sweep(), sweep(), sweep()]);
  await sweep();
  const events = await eventsOf(concert);
  expect(tally(events.map(({ type }) => type))).toEqual({ "hold.expired": 300 });
  expect(new Set(events.map(({ aggregateKey }) => aggregateKey)).size).toBe(300);
  expect(events.filter(({ payload }) => payload.place).length).toBe(150);
  expect(await endedPlaces(concert)).toHaveLength(150);
  expect((await seatRows(concert)).every(({ status }) => status === "AVAILABLE")).toBe(true);
});

test("every command at once over a few seats, with holds that lapse meanwhile: no deadlock, and a consistent database", async () => {
  const before = await countDeadlocks();
  await warmPool();
  const [fans, concert] = await Promise.all([
    makeFans(40, { balance: 5 * PRICE }),
    makeConcert({ seats: 10, price: PRICE, seatLimit: 3, schedules: 2 }),
  ]);
  const outcomes: string[] = [];
  let storming = true;
  const sweeper = async (turnMs: number) => {
    while (storming) {
      if (turnMs) await movePostgresClock(outcomes.length * turnMs); // fast, so that most holds lapse on any machine
      await sweep();
    }
  };
  const storm = fans.map(async (fan, i) => {
    const roll = seededRandom(i);
    let reservationIds: string[] = [];
    let paymentIds: string[] = [];
    const commands = [
      async (round: number) => {
        const request = { userId: fan.id, scheduleId: concert.schedules[roll(2)]?.id ?? "", queueNumber: round + 1 };
        const first = roll(10);
        const held = await hold({ ...request, seatNumbers: [((first + 1) % 10) + 1, first + 1] });
        reservationIds = held.reservations.map(({ id }) => id);
      },
      async () => {
        const { payments } = await pay(fan.id, reservationIds.length ? reservationIds : ["1"], freshKey());
        paymentIds = payments.map(({ id }) => id);
      },
      async () => refund(fan.id, paymentIds.pop() ?? "1", freshKey()),
      async () => release(fan.id, reservationIds[0] ?? "1"),
      async (round: number) => leaveAndRelease({ concertId: concert.id, userId: fan.id, number: round + 1 }),
      async () => charge(fan.id, 1_000, freshKey()),
    ];
    const likely = [0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5];
    for (let round = 0; round < 60; round++) {
      const command = commands[likely[roll(likely.length)] ?? 0];
      if (command) outcomes.push(await resultOf(command(round)));
    }
  });
  const sweepers = [sweeper(20), sweeper(0)];
  await Promise.all(storm);
  storming = false;
  await Promise.all(sweepers);
  expect(outcomes).toHaveLength(40 * 60);
  const types = new Set((await eventsOf(concert)).map(({ type }) => type));
  expect(types).toEqual(new Set(["hold.expired", "hold.released", "payment.completed", "payment.canceled"]));
  expect(await findBrokenSeats(concert)).toEqual([]);
  const { rows: beyond } = await pool().query(
    `SELECT user_id FROM reservation WHERE concert_id = $1 AND (status = 'RESERVED' OR (status = 'RESERVING' AND expires_at > jari_now()))
     GROUP BY user_id HAVING count(*) > 3`,
    [concert.id],
  );
  expect(beyond).toEqual([]);
  expect(await countDeadlocks()).toBe(before);
});
