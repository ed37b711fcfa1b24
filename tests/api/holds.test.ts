import { describe, expect, test } from "vitest";
import { movePostgresClock } from "@/tests/support/clock";
import { makeConcert, makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import {
  holdScenario,
  joinActive,
  newKey,
  paymentScenario,
  requestHold,
  visibleSeats,
} from "@/tests/support/scenarios";

describe("GET /api/schedules and /api/seats", () => {
  test("return the dates, and every seat in its current state", async () => {
    const concert = await makeConcert({ seats: 12, schedules: 2 });
    const { fan, token } = await holdScenario({ concert, seatNumbers: [3, 4] });
    const { body } = await api("GET", `/api/schedules?concertId=${concert.id}`, { as: fan, token });
    const [first, second] = concert.schedules;
    const date = { concertId: concert.id, venue: "Test Hall", seatsTotal: 12 };
    expect(body).toEqual({
      schedules: [
        { ...date, id: first?.id, startsAt: first?.startsAt.toISOString(), seatsAvailable: 10 },
        { ...date, id: second?.id, startsAt: second?.startsAt.toISOString(), seatsAvailable: 12 },
      ],
    });
    const mine = (await visibleSeats(fan, token, concert)).seats.filter((seat) => seat.mine);
    expect(mine.map(({ number, status }) => [number, status])).toEqual([
      [3, "TEMPORARY"],
      [4, "TEMPORARY"],
    ]);
    const other = await makeFan();
    const seen = await visibleSeats(other, await joinActive(other, concert), concert);
    expect(seen.seats).toHaveLength(12);
    expect(seen.seats[2]).toMatchObject({ number: 3, status: "TEMPORARY", mine: false, price: 50_000 });
  });
});

describe("POST /api/holds", () => {
  test("holds seats for HOLD_SECONDS, all or none", async () => {
    const { hold, concert, fan, token } = await holdScenario({ seatNumbers: [1, 2] });
    expect(hold.reservations.map(({ seatNumber, price, status }) => [seatNumber, price, status])).toEqual([
      [1, 50_000, "RESERVING"],
      [2, 50_000, "RESERVING"],
    ]);
    expect(hold.totalPrice).toBe(100_000);
    const seconds = (Date.parse(hold.expiresAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(290);
    expect(seconds).toBeLessThanOrEqual(301);
    const other = await makeFan();
    const lost = await requestHold(other, await joinActive(other, concert), concert, [2, 3]);
    expectError(lost, "SEAT_NOT_AVAILABLE", 409);
    expect(lost.body.seatNumbers).toEqual([2]);
    expect((await visibleSeats(fan, token, concert)).seats[2]?.status).toBe("AVAILABLE");
  });

  test("replaces the fan's hold and keeps its expiry", async () => {
    const { hold, concert, fan, token } = await holdScenario({ seatNumbers: [1, 2] });
    const { body } = await requestHold(fan, token, concert, [2, 3]);
    expect(body.reservations.map(({ seatNumber }) => seatNumber)).toEqual([2, 3]);
    expect(body.expiresAt).toBe(hold.expiresAt);
  });

  test("rejects unknown seats and more seats than a fan may hold", async () => {
    const concert = await makeConcert({ seats: 10, seatLimit: 2 });
    const fan = await makeFan();
    const token = await joinActive(fan, concert);
    const missing = await requestHold(fan, token, concert, [1, 11]);
    expectError(missing, "SEAT_NOT_FOUND", 404);
    expect(missing.body.seatNumbers).toEqual([11]);
    expectError(await requestHold(fan, token, concert, [1, 2, 3]), "SEAT_LIMIT", 409);
    expect((await requestHold(fan, token, concert, [1, 2])).status).toBe(201);
  });

  test("rejects a hold outside the sale, even with an active session", async () => {
    const concert = await makeConcert({ salesCloseAt: new Date(Date.now() + 60_000) });
    const fan = await makeFan();
    const token = await joinActive(fan, concert);
    await movePostgresClock(61_000);
    expectError(await requestHold(fan, token, concert, [1]), "SALE_CLOSED", 409);
    await movePostgresClock(-7_200_000);
    expectError(await requestHold(fan, token, concert, [1]), "SALE_NOT_OPEN", 409);
  });

  test.each([[[]], [[1, 1]], [[0]], [[1.5]], [[-1]], [["1"]], [[2 ** 31]], [[1e300]], ["1"], [null], [undefined]])(
    "refuses seatNumbers %j",
    async (seatNumbers) => {
      const body = { scheduleId: "1", seatNumbers };
      expectError(await api("POST", "/api/holds", { as: await makeFan(), body }), "INVALID_INPUT", 422);
    },
  );

  test("repeats the stored response for the same Idempotency-Key, even after the session ended", async () => {
    const concert = await makeConcert();
    const fan = await makeFan();
    const token = await joinActive(fan, concert);
    const key = newKey();
    const first = await requestHold(fan, token, concert, [5], key);
    const [id] = first.body.reservations.map((reservation) => reservation.id);
    expect((await api("DELETE", `/api/holds/${id}`, { as: fan })).status).toBe(204);
    const again = await requestHold(fan, token, concert, [5], key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expectError(await requestHold(fan, token, concert, [6], key), "IDEMPOTENCY_KEY_REUSED", 422);
  });
});

describe("DELETE /api/holds/{reservationId}", () => {
  test("releases the seat; the session ends with the last held seat", async () => {
    const { concert, fan, token, reservationIds } = await holdScenario({ seatNumbers: [1, 2] });
    const release = (id = "") => api("DELETE", `/api/holds/${id}`, { as: fan });
    expect((await release(reservationIds[0])).status).toBe(204);
    expect((await visibleSeats(fan, token, concert)).seats.map(({ status }) => status).slice(0, 2)).toEqual([
      "AVAILABLE",
      "TEMPORARY",
    ]);
    expect((await release(reservationIds[1])).status).toBe(204);
    expectError(await requestHold(fan, token, concert, [3]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
    expect((await release(reservationIds[1])).status).toBe(204);
  });

  test("rejects a request without a session, another fan's hold and a paid one", async () => {
    const { fan, reservationIds } = await paymentScenario();
    const path = `/api/holds/${reservationIds[0]}`;
    expectError(await api("DELETE", path), "UNAUTHENTICATED", 401);
    expectError(await api("DELETE", path, { as: await makeFan() }), "RESERVATION_NOT_FOUND", 404);
    expectError(await api("DELETE", path, { as: fan }), "ALREADY_PAID", 409);
    const unknown = await api("DELETE", "/api/holds/9223372036854775807", { as: fan });
    expectError(unknown, "RESERVATION_NOT_FOUND", 404);
    for (const wrong of ["x", "0", "9223372036854775808", "1%00", "%F0%9F%8E%AB"])
      expectError(await api("DELETE", `/api/holds/${wrong}`, { as: fan }), "INVALID_INPUT", 422);
  });
});
