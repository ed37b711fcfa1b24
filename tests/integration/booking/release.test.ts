import { describe, expect, test } from "vitest";
import { leaveAndRelease, release } from "@/lib/booking";
import { pay, refund } from "@/lib/payments";
import { endedPlaces, eventsOf, freshKey, holdSeats, reservationRows, resultOf, seatRows } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";
import { findBrokenSeats } from "../../support/seat-invariants";

async function held(seats = [1, 2]) {
  const [fan, concert] = await Promise.all([makeFan({ balance: 1_000_000 }), makeConcert()]);
  const { reservations } = await holdSeats(fan, concert, seats, 5);
  const place = { concertId: concert.id, userId: fan.id, number: 5 };
  return { fan, concert, place, ids: reservations.map(({ id }) => id) };
}

describe("release()", () => {
  test("release() frees the seat; the place goes on while another is held, and ends with the last", async () => {
    const { fan, concert, place, ids } = await held();
    expect(await release(fan.id, ids[0] ?? "")).toEqual({ ended: null });
    expect((await seatRows(concert)).slice(0, 2).map(({ status }) => status)).toEqual(["AVAILABLE", "TEMPORARY"]);
    expect(await endedPlaces(concert)).toEqual([]);
    expect(await release(fan.id, ids[1] ?? "")).toEqual({ ended: place });
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 5, reason: "RELEASED" }]);
    const events = (await eventsOf(concert)).map(({ type, aggregateKey, payload }) => [
      type,
      aggregateKey,
      payload.place,
    ]);
    expect(events).toEqual([
      ["hold.released", ids[0], null],
      ["hold.released", ids[1], place],
    ]);
  });

  test("release() twice is the same as once", async () => {
    const { fan, concert, ids } = await held([1]);
    await release(fan.id, ids[0] ?? "");
    expect(await release(fan.id, ids[0] ?? "")).toEqual({ ended: null });
    expect(await eventsOf(concert)).toHaveLength(1);
  });

  test("release() never changes the seat once another fan has it", async () => {
    const { fan, concert, ids } = await held([1]);
    await movePostgresClock(301_000);
    const rival = await makeFan();
    await holdSeats(rival, concert, [1]);
    expect(await release(fan.id, ids[0] ?? "")).toEqual({ ended: null });
    expect((await seatRows(concert))[0]).toMatchObject({ status: "TEMPORARY", holderId: rival.id });
  });

  test("release() of a lapsed hold ends it as lapsed", async () => {
    const { fan, concert, place, ids } = await held([1]);
    await movePostgresClock(301_000);
    expect(await release(fan.id, ids[0] ?? "")).toEqual({ ended: place });
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 5, reason: "LAPSED" }]);
    expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["hold.expired"]);
  });

  test("release() refuses paid seats and another fan's", async () => {
    const { fan, ids } = await held([1]);
    const stranger = await makeFan();
    expect(await resultOf(release(stranger.id, ids[0] ?? ""))).toBe("RESERVATION_NOT_FOUND");
    const { payments } = await pay(fan.id, ids, freshKey());
    expect(await resultOf(release(fan.id, ids[0] ?? ""))).toBe("ALREADY_PAID");
    await refund(fan.id, payments[0]?.id ?? "", freshKey());
    expect(await release(fan.id, ids[0] ?? "")).toEqual({ ended: null });
  });
});

describe("leaveAndRelease()", () => {
  test("leaveAndRelease() releases every unpaid seat of the concert and ends the place; paid seats and other concerts stay", async () => {
    const { fan, concert, place, ids } = await held([1, 2, 3]);
    await pay(fan.id, ids.slice(0, 1), freshKey());
    const elsewhere = await makeConcert();
    await holdSeats(fan, elsewhere, [1]);
    await leaveAndRelease(place);
    expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVED", "CANCELED", "CANCELED"]);
    expect((await reservationRows(elsewhere)).map(({ status }) => status)).toEqual(["RESERVING"]);
    expect(await findBrokenSeats(concert)).toEqual([]);
    expect(await endedPlaces(concert)).toEqual([{ userId: place.userId, number: 5, reason: "PAID" }]);
  });

  test("leaveAndRelease() publishes the end of the place once", async () => {
    const { fan, concert, place } = await held([1, 2]);
    await leaveAndRelease(place);
    await leaveAndRelease(place);
    const events = (await eventsOf(concert)).map(({ type, payload }) => [type, payload.place]);
    expect(events).toEqual([
      ["hold.released", null],
      ["hold.released", place],
    ]);
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 5, reason: "LEFT" }]);
  });

  test("leaveAndRelease() without a hold ends the place, and no hold begins under it", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    await leaveAndRelease({ concertId: concert.id, userId: fan.id, number: 1 });
    expect(await eventsOf(concert)).toEqual([]);
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 1, reason: "LEFT" }]);
    expect(await resultOf(holdSeats(fan, concert, [1]))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  });
});
