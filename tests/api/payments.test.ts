import { describe, expect, test } from "vitest";
import { movePostgresClock } from "@/tests/support/clock";
import { makeConcert, makeFan, type TestUser } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import {
  holdScenario,
  joinActive,
  newKey,
  pay,
  paymentScenario,
  requestHold,
  visibleSeats,
} from "@/tests/support/scenarios";

const balanceOf = async (as: TestUser) => (await api<{ balance: number }>("GET", "/api/wallet", { as })).body.balance;

describe("POST /api/payments", () => {
  test("charges once, sells the seats and ends the session", async () => {
    const scene = await holdScenario({ seatNumbers: [7, 8], balance: 120_000 });
    const { status, body } = await pay(scene);
    expect(status).toBe(201);
    expect(body.balance).toBe(20_000);
    expect(body.seats.map(({ number }) => number)).toEqual([7, 8]);
    expect(body.payments.map(({ reservationId, price, status }) => [reservationId, price, status])).toEqual(
      scene.reservationIds.map((id) => [id, 50_000, "COMPLETED"]),
    );
    expect(Object.keys(body)).not.toContain("place");
    expectError(await requestHold(scene.fan, scene.token, scene.concert, [9]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
    const seen = await visibleSeats(scene.fan, await joinActive(scene.fan, scene.concert), scene.concert);
    expect(seen.seats[6]).toMatchObject({ status: "RESERVED", mine: true });
  });

  test("repeats the stored response after the session ended", async () => {
    const scene = await holdScenario({ balance: 50_000 });
    const key = newKey();
    const first = await pay(scene, key);
    const again = await pay(scene, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await pay({ ...scene, token: "" }, key)).status).toBe(201);
    expect(await balanceOf(scene.fan)).toBe(0);
  });

  test("requires an Idempotency-Key, and rejects it for another request", async () => {
    const scene = await holdScenario();
    const ask = { as: scene.fan, token: scene.token, body: { reservationIds: scene.reservationIds } };
    expectError(await api("POST", "/api/payments", ask), "IDEMPOTENCY_KEY_REQUIRED", 400);
    expectError(await api("POST", "/api/payments", { ...ask, key: "x".repeat(256) }), "INVALID_INPUT", 422);
    const key = newKey();
    expect((await pay(scene, key)).status).toBe(201);
    expectError(await pay({ ...scene, reservationIds: ["1"] }, key), "IDEMPOTENCY_KEY_REUSED", 422);
  });

  test("rejects a balance that is too low, and keeps the hold", async () => {
    const scene = await holdScenario({ balance: 49_999 });
    const key = newKey();
    const refused = await pay(scene, key);
    expectError(refused, "INSUFFICIENT_BALANCE", 402);
    expect(refused.body).toMatchObject({ missing: 1 });
    await api("POST", "/api/wallet/charges", { as: scene.fan, key: newKey(), body: { amount: 1 } });
    expect((await pay(scene, key)).status).toBe(201);
  });

  test("rejects an expired hold and charges nothing", async () => {
    const scene = await holdScenario();
    await movePostgresClock(301_000);
    expectError(await pay(scene), "HOLD_EXPIRED", 409);
    expect(await balanceOf(scene.fan)).toBe(1_000_000);
  });

  test("rejects a paid reservation, even in a new session", async () => {
    const scene = await paymentScenario();
    const token = await joinActive(scene.fan, scene.concert);
    expectError(await pay({ ...scene, token }), "ALREADY_PAID", 409);
    expect(await balanceOf(scene.fan)).toBe(950_000);
  });

  test("rejects another fan's reservation, an unknown one, and two concerts at once", async () => {
    const concert = await makeConcert();
    const [mine, theirs, elsewhere] = [
      await holdScenario({ concert }),
      await holdScenario({ concert, seatNumbers: [2] }),
      await holdScenario(),
    ];
    const payFor = (...reservationIds: string[]) => pay({ ...mine, reservationIds });
    expectError(await payFor(...theirs.reservationIds), "RESERVATION_NOT_FOUND", 404);
    expectError(await payFor(...mine.reservationIds, ...theirs.reservationIds), "RESERVATION_NOT_FOUND", 404);
    expectError(await payFor("9223372036854775807"), "RESERVATION_NOT_FOUND", 404);
    expectError(await payFor(...elsewhere.reservationIds), "RESERVATION_NOT_FOUND", 404);
    const none = await makeFan();
    const notQueued = { fan: none, token: "", reservationIds: mine.reservationIds };
    expectError(await pay(notQueued), "QUEUE_TOKEN_REQUIRED", 400);
  });

  test.each([[[]], [["x"]], [[1]], [["0"]], ["1"], [null], [Array(101).fill("1")]])(
    "refuses reservationIds %j",
    async (reservationIds) => {
      const ask = { as: await makeFan(), key: newKey(), body: { reservationIds } };
      expectError(await api("POST", "/api/payments", ask), "INVALID_INPUT", 422);
    },
  );
});

describe("POST /api/payments/{id}/refund", () => {
  const refund = (as: TestUser | undefined, paymentId: string, key?: string) =>
    api<{ balance: number; payment: { status: string } }>("POST", `/api/payments/${paymentId}/refund`, { as, key });

  test("refunds the money and releases the seat once", async () => {
    const { fan, concert, paymentId } = await paymentScenario();
    const key = newKey();
    const { status, body } = await refund(fan, paymentId, key);
    expect([status, body.balance, body.payment.status]).toEqual([201, 1_000_000, "CANCELED"]);
    expect((await refund(fan, paymentId, key)).body).toEqual(body);
    expectError(await refund(fan, paymentId, newKey()), "REFUND_CLOSED", 409);
    expect(await balanceOf(fan)).toBe(1_000_000);
    const token = await joinActive(fan, concert);
    expect((await visibleSeats(fan, token, concert)).seats[0]?.status).toBe("AVAILABLE");
  });

  test("is rejected once the refund window has closed", async () => {
    const startsAt = new Date(Date.now() + 47 * 3_600_000);
    const concert = await makeConcert({ startsAt, refundHours: 48, salesCloseAt: startsAt });
    const { fan, paymentId } = await paymentScenario({ concert });
    expectError(await refund(fan, paymentId, newKey()), "REFUND_CLOSED", 409);
  });

  test("requires a session and a key, and rejects another fan's payment", async () => {
    const { fan, paymentId } = await paymentScenario();
    expectError(await refund(undefined, paymentId, newKey()), "UNAUTHENTICATED", 401);
    expectError(await refund(fan, paymentId), "IDEMPOTENCY_KEY_REQUIRED", 400);
    expectError(await refund(await makeFan(), paymentId, newKey()), "PAYMENT_NOT_FOUND", 404);
    expectError(await refund(fan, "9223372036854775807", newKey()), "PAYMENT_NOT_FOUND", 404);
    expectError(await refund(fan, "x", newKey()), "INVALID_INPUT", 422);
  });
});
