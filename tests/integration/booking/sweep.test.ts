import { expect, test } from "vitest";
import { sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay } from "@/lib/payments";
import { endedPlaces, eventsOf, freshKey, holdSeats, reservationRows, seatRows } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";
import { findBrokenSeats } from "../../support/seat-invariants";

const HOUR = 3_600_000;

test("sweep() cancels lapsed holds and ends the places they were made under", async () => {
  const [lapsed, paying, concert] = await Promise.all([makeFan(), makeFan({ balance: 100_000 }), makeConcert()]);
  await holdSeats(lapsed, concert, [1, 2], 3);
  const { reservations } = await holdSeats(paying, concert, [3], 4);
  await pay(
    paying.id,
    reservations.map(({ id }) => id),
    freshKey(),
  );
  await movePostgresClock(301_000);
  const { expired, places } = await sweep();
  const place = { concertId: concert.id, userId: lapsed.id, number: 3 };
  expect(expired).toBeGreaterThanOrEqual(2);
  expect(places.filter(({ concertId }) => concertId === concert.id)).toEqual([place]);
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["CANCELED", "CANCELED", "RESERVED"]);
  expect((await seatRows(concert)).slice(0, 3).map(({ status }) => status)).toEqual([
    "AVAILABLE",
    "AVAILABLE",
    "RESERVED",
  ]);
  const events = (await eventsOf(concert)).filter(({ type }) => type === "hold.expired");
  expect(events.map(({ payload }) => [payload.seatNumber, payload.place])).toEqual([
    [1, null],
    [2, place],
  ]);
  expect((await endedPlaces(concert)).map(({ reason }) => reason).sort()).toEqual(["LAPSED", "PAID"]);
  expect(await findBrokenSeats(concert)).toEqual([]);
});

test("sweep() leaves live holds alone, and a second sweep finds nothing", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  await holdSeats(fan, concert, [1]);
  await sweep();
  expect((await seatRows(concert))[0]?.status).toBe("TEMPORARY");
  await movePostgresClock(301_000);
  await sweep();
  expect(await sweep()).toEqual({ expired: 0, places: [] });
});

test("sweep() cancels more than one batch of lapsed seats", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 450, seatLimit: 450 })]);
  await holdSeats(
    fan,
    concert,
    Array.from({ length: 450 }, (_, i) => i + 1),
  );
  await movePostgresClock(301_000);
  const { places } = await sweep();
  expect(places.filter(({ userId }) => userId === fan.id)).toHaveLength(1);
  expect((await seatRows(concert)).every(({ status }) => status === "AVAILABLE")).toBe(true);
});

test("sweep() deletes idempotency keys after a day", async () => {
  const fan = await makeFan();
  const keep = (key: string, hours: number) =>
    pool().query(
      `INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
       VALUES ($1, $2, 'x', 201, '{}', now() - $3::int * interval '1 millisecond')`,
      [fan.id, key, hours * HOUR],
    );
  await keep("young", 23);
  await keep("old", 25);
  await sweep();
  const { rows } = await pool().query("SELECT key FROM idempotency_key WHERE user_id = $1", [fan.id]);
  expect(rows).toEqual([{ key: "young" }]);
});
