import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hold } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { findStoredResponse, hashRequest } from "@/lib/core/idempotency";
import { pay, refund } from "@/lib/payments";
import { charge, getBalance } from "@/lib/payments/wallet";
import { freshKey, holdSeats, resultOf } from "../../support/booking";
import { makeConcert, makeFan } from "../../support/fixtures";

describe("an idempotency key that has succeeded", () => {
  test("returns the stored response again, and nothing happens twice", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    const keys = [freshKey(), freshKey(), freshKey(), freshKey()] as const;
    const charged = await charge(fan.id, 200_000, keys[0]);
    const request = { userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [1, 2], queueNumber: 1 };
    const holdResult = await hold(request, keys[1]);
    const ids = holdResult.reservations.map(({ id }) => id);
    const paid = await pay(fan.id, ids, keys[2]);
    const refunded = await refund(fan.id, paid.payments[0]?.id ?? "", keys[3]);
    expect(await charge(fan.id, 200_000, keys[0])).toEqual(charged);
    expect(await hold(request, keys[1])).toEqual(holdResult);
    expect(await pay(fan.id, ids, keys[2])).toEqual(paid);
    expect(await refund(fan.id, paid.payments[0]?.id ?? "", keys[3])).toEqual(refunded);
    expect(await getBalance(fan.id)).toBe(150_000);
    const { place, ...response } = paid;
    expect(place).toEqual({ concertId: concert.id, userId: fan.id, number: 1 });
    expect(await findStoredResponse(fan.id, keys[2])).toEqual({ status: 201, response });
    expect(await findStoredResponse(fan.id, keys[3])).toEqual({ status: 201, response: refunded });
  });

  test("is rejected for another request", async () => {
    const fan = await makeFan();
    const key = freshKey();
    await charge(fan.id, 1_000, key);
    expect(await resultOf(charge(fan.id, 1_000, { ...key, requestHash: "other" }))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await resultOf(findStoredResponse(fan.id, { ...key, requestHash: "other" }))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await getBalance(fan.id)).toBe(1_000);
  });

  test("belongs to one user", async () => {
    const [fan, other] = await Promise.all([makeFan(), makeFan()]);
    const key = freshKey();
    await charge(fan.id, 1_000, key);
    expect(await findStoredResponse(other.id, key)).toBeNull();
    expect((await charge(other.id, 2_000, key)).balance).toBe(2_000);
  });
});

test("an idempotency key may be retried after an error", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ price: 5_000 })]);
  const ids = (await holdSeats(fan, concert, [1])).reservations.map(({ id }) => id);
  const key = freshKey();
  expect(await resultOf(pay(fan.id, ids, key))).toBe("INSUFFICIENT_BALANCE");
  expect(await findStoredResponse(fan.id, key)).toBeNull();
  await charge(fan.id, 5_000, freshKey());
  expect(await resultOf(pay(fan.id, ids, key))).toBe("ok");
});

test("an idempotency key in flight is rejected without waiting", async () => {
  const fan = await makeFan();
  const key = freshKey();
  const first = await pool().connect();
  try {
    await first.query("BEGIN");
    await first.query("SELECT charge_wallet($1, 1000, 100000000, $2, $3)", [fan.id, key.key, key.requestHash]);
    expect(await resultOf(charge(fan.id, 1_000, key))).toBe("IDEMPOTENCY_IN_FLIGHT");
    expect(await findStoredResponse(fan.id, key)).toBeNull();
    await first.query("COMMIT");
  } finally {
    first.release();
  }
  expect((await charge(fan.id, 1_000, key)).balance).toBe(1_000);
});

test("hashRequest() covers method, path and body, and ignores the order of members", () => {
  const hash = hashRequest("POST", "/api/holds", { a: 1, b: { c: [1, { d: 2, e: 3 }] } });
  expect(hashRequest("POST", "/api/holds", { b: { c: [1, { e: 3, d: 2 }] }, a: 1 })).toBe(hash);
  const others = [
    hashRequest("PUT", "/api/holds", { a: 1, b: { c: [1, { d: 2, e: 3 }] } }),
    hashRequest("POST", "/api/payments", { a: 1, b: { c: [1, { d: 2, e: 3 }] } }),
    hashRequest("POST", "/api/holds", { a: 1, b: { c: [{ d: 2, e: 3 }, 1] } }),
    hashRequest("POST", "/api/holds", { a: "1", b: { c: [1, { d: 2, e: 3 }] } }),
    hashRequest("POST", "/api/holds", randomUUID()),
  ];
  expect(others).not.toContain(hash);
});
