import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { pay, refund } from "@/lib/payments";
import { charge, findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { endedPlaces, eventsOf, freshKey, holdSeats, reservationRows, resultOf, seatRows } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";
import { findBrokenSeats } from "../../support/seat-invariants";

const PRICE = 30_000;
const HOUR = 3_600_000;

async function bought({ balance = 100_000, refundHours = 24, startsAt = new Date(Date.now() + 48 * HOUR) } = {}) {
  const [fan, concert] = await Promise.all([
    makeFan({ balance }),
    makeConcert({ price: PRICE, refundHours, startsAt }),
  ]);
  const { reservations } = await holdSeats(fan, concert, [1, 2]);
  const { payments } = await pay(
    fan.id,
    reservations.map(({ id }) => id),
    freshKey(),
  );
  const [first, second] = payments;
  if (!first || !second) throw new Error("two payments");
  return { fan, concert, first, second };
}

test("refund() credits the wallet, frees the seat and appends payment.canceled; the other seat stays paid", async () => {
  const { fan, concert, first } = await bought();
  const { payment, balance } = await refund(fan.id, first.id, freshKey());
  expect(payment).toEqual({ ...first, status: "CANCELED" });
  expect([balance, await getBalance(fan.id)]).toEqual([70_000, 70_000]);
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["CANCELED", "RESERVED"]);
  expect((await seatRows(concert)).slice(0, 2).map(({ status }) => status)).toEqual(["AVAILABLE", "RESERVED"]);
  const { entries } = await findLedgerEntries(fan.id, { limit: 1 });
  expect(entries[0]).toMatchObject({
    type: "REFUND",
    amount: PRICE,
    balanceAfter: 70_000,
    reservationId: first.reservationId,
  });
  const event = (await eventsOf(concert)).at(-1);
  expect([event?.type, event?.aggregateKey]).toEqual(["payment.canceled", first.reservationId]);
  expect(await findBrokenSeats(concert)).toEqual([]);
});

test("a refunded seat can be booked by another fan and no longer counts against the limit", async () => {
  const { fan, concert, first } = await bought();
  await refund(fan.id, first.id, freshKey());
  const rival = await makeFan();
  expect(await resultOf(holdSeats(rival, concert, [1]))).toBe("ok");
  expect(await resultOf(holdSeats(fan, concert, [3, 4, 5], 2))).toBe("ok");
  expect(await endedPlaces(concert)).toHaveLength(1);
});

test("a second refund() of one payment throws REFUND_CLOSED", async () => {
  const { fan, first } = await bought();
  await refund(fan.id, first.id, freshKey());
  expect(await resultOf(refund(fan.id, first.id, freshKey()))).toBe("REFUND_CLOSED");
  expect(await getBalance(fan.id)).toBe(70_000);
});

test("refund() closes refundHours before the date as it stands now", async () => {
  const { fan, concert, first, second } = await bought({ refundHours: 24 });
  await movePostgresClock(24 * HOUR - 10_000);
  expect(await resultOf(refund(fan.id, first.id, freshKey()))).toBe("ok");
  await movePostgresClock(24 * HOUR + 10_000);
  expect(await resultOf(refund(fan.id, second.id, freshKey()))).toBe("REFUND_CLOSED");
  await pool().query("UPDATE schedule SET starts_at = starts_at + interval '1 day' WHERE concert_id = $1", [
    concert.id,
  ]);
  expect(await resultOf(refund(fan.id, second.id, freshKey()))).toBe("ok");
});

test("refund() of another fan's payment throws PAYMENT_NOT_FOUND", async () => {
  const { first } = await bought();
  const stranger = await makeFan();
  expect(await resultOf(refund(stranger.id, first.id, freshKey()))).toBe("PAYMENT_NOT_FOUND");
  expect(await resultOf(refund(stranger.id, "999999999", freshKey()))).toBe("PAYMENT_NOT_FOUND");
});

test("refund() may lift the balance above the limit of charges", async () => {
  const { fan, first } = await bought({ balance: 100_000_000 });
  await charge(fan.id, 2 * PRICE, freshKey());
  expect((await refund(fan.id, first.id, freshKey())).balance).toBe(100_000_000 + PRICE);
  expect(await resultOf(charge(fan.id, 1, freshKey()))).toBe("BALANCE_LIMIT");
});
