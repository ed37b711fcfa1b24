import { describe, expect, test } from "vitest";
import { findLiveHold, release } from "@/lib/booking";
import { pay } from "@/lib/payments";
import { findLedgerEntries, getBalance } from "@/lib/payments/wallet";
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
import { findBrokenSeats } from "../../support/seat-invariants";

const PRICE = 30_000;

async function held({ balance = 100_000, seats = [4, 5], queueNumber = 11 } = {}) {
  const [fan, concert] = await Promise.all([makeFan({ balance }), makeConcert({ price: PRICE })]);
  const { reservations } = await holdSeats(fan, concert, seats, queueNumber);
  return { fan, concert, ids: reservations.map(({ id }) => id) };
}

describe("pay()", () => {
  test("pay() debits the price of every seat, reserves the seats and ends the place", async () => {
    const { fan, concert, ids } = await held();
    const paid = await pay(fan.id, ids, freshKey());
    expect(paid.payments.map(({ reservationId, price, status }) => [reservationId, price, status])).toEqual(
      ids.map((id) => [id, PRICE, "COMPLETED"]),
    );
    expect(paid.seats.map(({ number }) => number)).toEqual([4, 5]);
    expect(paid.balance).toBe(40_000);
    const place = { concertId: concert.id, userId: fan.id, number: 11 };
    expect(paid.place).toEqual(place);
    expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVED", "RESERVED"]);
    expect((await seatRows(concert)).filter(({ status }) => status === "RESERVED")).toEqual(
      [4, 5].map((number) => ({ number, status: "RESERVED", holderId: fan.id, expires: null })),
    );
    expect(await endedPlaces(concert)).toEqual([{ userId: fan.id, number: 11, reason: "PAID" }]);
    expect(await findBrokenSeats(concert)).toEqual([]);
    expect(await findLiveHold(fan.id, concert.id)).toBeNull();
  });

  test("pay() writes one ledger entry per seat, each with the balance after it", async () => {
    const { fan, ids } = await held();
    await pay(fan.id, ids, freshKey());
    const { entries } = await findLedgerEntries(fan.id, { limit: 10 });
    expect(
      entries.map(({ type, amount, balanceAfter, reservationId }) => [type, amount, balanceAfter, reservationId]),
    ).toEqual([
      ["PAYMENT", -PRICE, 40_000, ids[1]],
      ["PAYMENT", -PRICE, 70_000, ids[0]],
      ["CHARGE", 100_000, 100_000, null],
    ]);
  });

  test("pay() appends one event per seat, and the last one carries the ended place", async () => {
    const { fan, concert, ids } = await held();
    const { payments } = await pay(fan.id, ids, freshKey());
    const events = await eventsOf(concert);
    expect(
      events.map(({ type, aggregateKey, payload }) => [type, aggregateKey, payload.paymentId, payload.place]),
    ).toEqual([
      ["payment.completed", ids[0], payments[0]?.id, null],
      ["payment.completed", ids[1], payments[1]?.id, { concertId: concert.id, userId: fan.id, number: 11 }],
    ]);
  });

  test("pay() of one reservation named twice charges it once", async () => {
    const { fan, ids } = await held({ seats: [1] });
    const paid = await pay(fan.id, [...ids, ...ids], freshKey());
    expect([paid.payments.length, paid.balance]).toEqual([1, 70_000]);
  });
});

describe("pay() charges nothing", () => {
  test("pay() with too low a balance names the missing amount, and the hold stays", async () => {
    const { fan, concert, ids } = await held({ balance: 45_000 });
    const refusal = await errorOf(pay(fan.id, ids, freshKey()));
    expect([refusal.code, refusal.detail]).toEqual(["INSUFFICIENT_BALANCE", { missing: 15_000 }]);
    expect(await getBalance(fan.id)).toBe(45_000);
    expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVING", "RESERVING"]);
    expect((await pay(fan.id, ids.slice(0, 1), freshKey())).balance).toBe(15_000);
  });

  test("pay() of a lapsed hold throws HOLD_EXPIRED from that very moment, swept or not", async () => {
    const { fan, concert, ids } = await held();
    await movePostgresClock(301_000);
    expect(await resultOf(pay(fan.id, ids, freshKey()))).toBe("HOLD_EXPIRED");
    expect(await getBalance(fan.id)).toBe(100_000);
    expect(await eventsOf(concert)).toEqual([]);
    await movePostgresClock(298_000);
    expect(await resultOf(pay(fan.id, ids, freshKey()))).toBe("ok");
  });

  test("pay() of a released seat throws HOLD_EXPIRED", async () => {
    const { fan, ids } = await held();
    await release(fan.id, ids[0] ?? "");
    expect(await resultOf(pay(fan.id, ids, freshKey()))).toBe("HOLD_EXPIRED");
    expect(await getBalance(fan.id)).toBe(100_000);
  });

  test("pay() charges nothing when one of the seats is paid already", async () => {
    const { fan, ids } = await held();
    await pay(fan.id, ids.slice(0, 1), freshKey());
    expect(await resultOf(pay(fan.id, ids, freshKey()))).toBe("ALREADY_PAID");
    expect(await getBalance(fan.id)).toBe(70_000);
  });

  test("pay() refuses another fan's seat, an unknown one, none, and seats of two concerts", async () => {
    const { fan, ids } = await held();
    const stranger = await makeFan({ balance: 100_000 });
    expect(await resultOf(pay(stranger.id, ids, freshKey()))).toBe("RESERVATION_NOT_FOUND");
    expect(await resultOf(pay(fan.id, [...ids, "999999999"], freshKey()))).toBe("RESERVATION_NOT_FOUND");
    expect(await resultOf(pay(fan.id, [], freshKey()))).toBe("RESERVATION_NOT_FOUND");
    const elsewhere = await holdSeats(fan, await makeConcert(), [1]);
    const both = [...ids, ...elsewhere.reservations.map(({ id }) => id)];
    expect(await resultOf(pay(fan.id, both, freshKey()))).toBe("RESERVATION_NOT_FOUND");
    expect(await getBalance(fan.id)).toBe(100_000);
  });
});
