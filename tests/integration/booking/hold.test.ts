import { describe, expect, test } from "vitest";
import { hold, release } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay } from "@/lib/payments";
import {
  endedPlaces,
  errorOf,
  eventsOf,
  freshKey,
  holdSeats,
  reservationRows,
  resultOf,
  seatRows,
} from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";

const SECOND = 1_000;
const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);

describe("hold()", () => {
  test("hold() keeps the seats for HOLD_SECONDS at their own price", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ price: 12_000 })]);
    const before = Date.now();
    const held = await holdSeats(fan, concert, [7, 3]);
    expect(held.totalPrice).toBe(24_000);
    expect(held.reservations.map(({ seatNumber, price, status }) => [seatNumber, price, status])).toEqual([
      [3, 12_000, "RESERVING"],
      [7, 12_000, "RESERVING"],
    ]);
    const lasts = Date.parse(held.expiresAt) - before;
    expect(lasts).toBeGreaterThan(299 * SECOND);
    expect(lasts).toBeLessThan(303 * SECOND);
    const seats = (await seatRows(concert)).filter(({ status }) => status !== "AVAILABLE");
    expect(seats).toEqual(
      [3, 7].map((number) => ({ number, status: "TEMPORARY", holderId: fan.id, expires: new Date(held.expiresAt) })),
    );
  });

  test("hold() takes all seats or none, and names those that are unavailable", async () => {
    const [rival, fan, concert] = await Promise.all([makeFan(), makeFan(), makeConcert()]);
    await holdSeats(rival, concert, [2, 4]);
    const refusal = await errorOf(holdSeats(fan, concert, [1, 2, 3, 4]));
    expect([refusal.code, refusal.detail]).toEqual(["SEAT_NOT_AVAILABLE", { seatNumbers: [2, 4] }]);
    expect((await reservationRows(concert)).map(({ userId }) => userId)).toEqual([rival.id, rival.id]);
  });

  test("hold() names seats that do not exist, and refuses no seat, a seat twice and an unknown date", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 5 })]);
    const refusal = await errorOf(holdSeats(fan, concert, [1, 6, 9]));
    expect([refusal.code, refusal.detail]).toEqual(["SEAT_NOT_FOUND", { seatNumbers: [6, 9] }]);
    expect(await resultOf(holdSeats(fan, concert, []))).toBe("INVALID_INPUT");
    expect(await resultOf(holdSeats(fan, concert, [1, 1]))).toBe("INVALID_INPUT");
    const nowhere = { userId: fan.id, scheduleId: "999999999", seatNumbers: [1], queueNumber: 1 };
    expect(await resultOf(hold(nowhere))).toBe("SCHEDULE_NOT_FOUND");
  });

  test("hold() works only while the sale is open and before the date begins", async () => {
    const fan = await makeFan();
    const early = await makeConcert({ salesOpenAt: new Date(Date.now() + HOUR) });
    const closed = await makeConcert({ salesOpenAt: ago(2 * HOUR), salesCloseAt: ago(HOUR) });
    const past = await makeConcert({ startsAt: ago(SECOND) });
    expect(await resultOf(holdSeats(fan, early, [1]))).toBe("SALE_NOT_OPEN");
    expect(await resultOf(holdSeats(fan, closed, [1]))).toBe("SALE_CLOSED");
    expect(await resultOf(holdSeats(fan, past, [1]))).toBe("SALE_CLOSED");
  });

  test("hold() of a deleted user throws UNAUTHENTICATED", async () => {
    const concert = await makeConcert();
    const ghost = { ...(await makeFan()), id: "00000000-0000-4000-8000-000000000000" };
    expect(await resultOf(holdSeats(ghost, concert, [1]))).toBe("UNAUTHENTICATED");
  });

  test("hold() counts paid and held seats against the fan's limit, and no lapsed ones", async () => {
    const [fan, concert] = await Promise.all([makeFan({ balance: 1_000_000 }), makeConcert({ seatLimit: 3 })]);
    expect(await resultOf(holdSeats(fan, concert, [1, 2, 3, 4]))).toBe("SEAT_LIMIT");
    const { reservations } = await holdSeats(fan, concert, [1, 2]);
    await pay(
      fan.id,
      reservations.map(({ id }) => id),
      freshKey(),
    );
    expect(await resultOf(holdSeats(fan, concert, [3, 4], 2))).toBe("SEAT_LIMIT");
    await holdSeats(fan, concert, [3], 2);
    await movePostgresClock(301 * SECOND);
    expect(await resultOf(holdSeats(fan, concert, [4], 3))).toBe("ok");
    const { rows } = await pool().query("SELECT seats, seat_limit FROM allowance WHERE user_id = $1", [fan.id]);
    expect(rows).toEqual([{ seats: 3, seat_limit: 3 }]);
  });
});

describe("hold() that replaces the fan's own", () => {
  test("hold() that replaces another keeps common seats and the first expiry, and releases the rest without ending a place", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    const first = await holdSeats(fan, concert, [1, 2]);
    await movePostgresClock(120 * SECOND);
    const second = await holdSeats(fan, concert, [2, 3]);
    expect(second.expiresAt).toBe(first.expiresAt);
    expect(second.reservations[0]?.id).toBe(first.reservations[1]?.id);
    const rows = await reservationRows(concert);
    expect(rows.map(({ number, status }) => [number, status])).toEqual([
      [1, "CANCELED"],
      [2, "RESERVING"],
      [3, "RESERVING"],
    ]);
    expect(new Set(rows.map(({ expires }) => expires.toISOString()))).toEqual(new Set([first.expiresAt]));
    expect((await seatRows(concert)).slice(0, 3).map(({ status }) => status)).toEqual([
      "AVAILABLE",
      "TEMPORARY",
      "TEMPORARY",
    ]);
    const events = await eventsOf(concert);
    expect(events.map(({ type, payload }) => [type, payload.seatNumber, payload.place])).toEqual([
      ["hold.released", 1, null],
    ]);
    expect(await endedPlaces(concert)).toEqual([]);
  });

  test("hold() leaves the old hold as it is when a new seat is unavailable", async () => {
    const [rival, fan, concert] = await Promise.all([makeFan(), makeFan(), makeConcert()]);
    await holdSeats(rival, concert, [9]);
    await holdSeats(fan, concert, [1, 2]);
    expect(await resultOf(holdSeats(fan, concert, [2, 9]))).toBe("SEAT_NOT_AVAILABLE");
    const mine = (await seatRows(concert)).filter(({ holderId }) => holderId === fan.id);
    expect(mine.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("a fan has one hold per concert, also across its dates", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ schedules: 2 })]);
    const first = await holdSeats(fan, concert, [1, 2]);
    const scheduleId = concert.schedules[1]?.id ?? "";
    const second = await hold({ userId: fan.id, scheduleId, seatNumbers: [1], queueNumber: 1 });
    expect(second.expiresAt).toBe(first.expiresAt);
    const live = (await reservationRows(concert)).filter(({ status }) => status === "RESERVING");
    expect(live.map(({ id }) => id)).toEqual([second.reservations[0]?.id]);
    expect((await seatRows(concert)).every(({ status }) => status === "AVAILABLE")).toBe(true);
  });

  test("hold() of the same seats again changes nothing", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    const first = await holdSeats(fan, concert, [1, 2]);
    expect(await holdSeats(fan, concert, [2, 1])).toEqual(first);
    expect(await eventsOf(concert)).toEqual([]);
  });
});

describe("a lapsed hold", () => {
  test("a lapsed seat is free for the next fan at once: the old reservation is canceled and its place ended in one step", async () => {
    const [previous, fan, concert] = await Promise.all([makeFan(), makeFan(), makeConcert()]);
    await holdSeats(previous, concert, [1, 2], 7);
    await movePostgresClock(299 * SECOND);
    expect(await resultOf(holdSeats(fan, concert, [2, 3], 8))).toBe("SEAT_NOT_AVAILABLE");
    await movePostgresClock(301 * SECOND);
    await holdSeats(fan, concert, [2, 3], 8);
    const rows = await reservationRows(concert);
    expect(rows.map(({ userId, number, status }) => [userId === fan.id, number, status])).toEqual([
      [false, 1, "RESERVING"],
      [false, 2, "CANCELED"],
      [true, 2, "RESERVING"],
      [true, 3, "RESERVING"],
    ]);
    const place = { concertId: concert.id, userId: previous.id, number: 7 };
    const [expired, ...others] = await eventsOf(concert);
    expect([expired?.type, expired?.aggregateKey, expired?.payload.place]).toEqual([
      "hold.expired",
      rows[1]?.id,
      place,
    ]);
    expect(others).toEqual([]);
    expect(await endedPlaces(concert)).toEqual([{ userId: previous.id, number: 7, reason: "LAPSED" }]);
  });

  test("a lapsed hold ends its place: hold() works only under a new one", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    await holdSeats(fan, concert, [1, 2], 7);
    await movePostgresClock(301 * SECOND);
    expect(await resultOf(holdSeats(fan, concert, [1], 7))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
    const again = await holdSeats(fan, concert, [1], 8);
    expect(Date.parse(again.expiresAt)).toBeGreaterThan(Date.now() + 600 * SECOND);
    expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["hold.expired", "hold.expired"]);
    expect((await seatRows(concert)).slice(0, 2).map(({ status }) => status)).toEqual(["TEMPORARY", "AVAILABLE"]);
    expect(await resultOf(holdSeats(fan, concert, [1], 7))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  });

  test("hold() never begins under a place that was released or paid", async () => {
    const [fan, concert] = await Promise.all([makeFan({ balance: 1_000_000 }), makeConcert()]);
    const held = await holdSeats(fan, concert, [1], 3);
    await release(fan.id, held.reservations[0]?.id ?? "");
    expect(await resultOf(holdSeats(fan, concert, [1], 3))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
    const { reservations } = await holdSeats(fan, concert, [1], 4);
    await pay(
      fan.id,
      reservations.map(({ id }) => id),
      freshKey(),
    );
    expect(await resultOf(holdSeats(fan, concert, [2], 4))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  });
});
