import { describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { newKey, paymentScenario } from "@/tests/support/scenarios";

type Entry = { id: string; type: string; amount: number; balanceAfter: number; reservationId: string | null };
type Wallet = { balance: number; entries: Entry[]; next: string | null };

describe("POST /api/wallet/charges", () => {
  const charge = (as: Awaited<ReturnType<typeof makeFan>>, amount: unknown, key = newKey()) =>
    api<{ balance: number; entry: Entry }>("POST", "/api/wallet/charges", { as, key, body: { amount } });

  test("charges once per key, whatever the order of the body's members", async () => {
    const as = await makeFan();
    const key = newKey();
    const first = await charge(as, 10_000, key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      balance: 10_000,
      entry: { type: "CHARGE", amount: 10_000, balanceAfter: 10_000 },
    });
    expect((await charge(as, 10_000, key)).body).toEqual(first.body);
    expectError(await charge(as, 20_000, key), "IDEMPOTENCY_KEY_REUSED", 422);
    expect((await charge(as, 1)).body.balance).toBe(10_001);
  });

  test("an Idempotency-Key belongs to one fan", async () => {
    const key = newKey();
    expect((await charge(await makeFan(), 1, key)).body.balance).toBe(1);
    expect((await charge(await makeFan(), 2, key)).body.balance).toBe(2);
  });

  test("ten concurrent requests with one key charge once", async () => {
    const as = await makeFan();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => charge(as, 5_000, key)));
    for (const { status, body, headers } of answers) {
      expect([201, 409]).toContain(status);
      if (status === 409) expect([body.code, headers.get("retry-after")]).toEqual(["IDEMPOTENCY_IN_FLIGHT", "1"]);
    }
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect((await api<Wallet>("GET", "/api/wallet", { as })).body.balance).toBe(5_000);
  });

  test("a repeat of a request in flight gets 409 with Retry-After", async () => {
    const as = await makeFan();
    const key = newKey();
    const running = await pool().connect();
    try {
      await running.query("BEGIN");
      await running.query("SELECT idempotency_begin($1, $2, 'hash')", [as.id, key]);
      const repeat = await charge(as, 1, key);
      expectError(repeat, "IDEMPOTENCY_IN_FLIGHT", 409);
      expect(repeat.headers.get("retry-after")).toBe("1");
    } finally {
      await running.query("ROLLBACK");
      running.release();
    }
    expect((await charge(as, 1, key)).status).toBe(201);
  });

  test.each([[0], [-1], [10_000_001], [1.5], ["100"], [null], [1e300], [true], [[1]]])("rejects %j", async (amount) =>
    expectError(await charge(await makeFan(), amount), "INVALID_INPUT", 422),
  );

  test("rejects a balance over 100,000,000", async () => {
    const as = await makeFan({ balance: 99_999_999 });
    expectError(await charge(as, 2), "BALANCE_LIMIT", 409);
    expect((await charge(as, 1)).body.balance).toBe(100_000_000);
  });

  test("checks session, then key, then body", async () => {
    const as = await makeFan();
    expectError(await api("POST", "/api/wallet/charges", { body: { amount: 1 } }), "UNAUTHENTICATED", 401);
    expectError(await api("POST", "/api/wallet/charges", { as, body: { amount: 0 } }), "IDEMPOTENCY_KEY_REQUIRED", 400);
    expectError(await api("POST", "/api/wallet/charges", { as, key: newKey() }), "BAD_JSON", 400);
  });
});

describe("GET /api/wallet", () => {
  test("pages through the history, newest first", async () => {
    const as = await makeFan();
    for (const amount of [1, 2, 3]) await api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount } });
    const first = await api<Wallet>("GET", "/api/wallet?limit=2", { as });
    expect(first.body.balance).toBe(6);
    expect(first.body.entries.map(({ amount }) => amount)).toEqual([3, 2]);
    const rest = await api<Wallet>("GET", `/api/wallet?limit=2&before=${first.body.next}`, { as });
    expect(rest.body.entries.map(({ amount }) => amount)).toEqual([1]);
    expect(rest.body.next).toBeNull();
  });

  test("requires a session and a valid page", async () => {
    const as = await makeFan();
    expectError(await api("GET", "/api/wallet"), "UNAUTHENTICATED", 401);
    for (const query of ["limit=0", "limit=101", "limit=x", "before=x", "before=0", "before=%00"])
      expectError(await api("GET", `/api/wallet?${query}`, { as }), "INVALID_INPUT", 422);
  });
});

describe("GET /api/reservations", () => {
  test("returns the fan's own reservations with their payments", async () => {
    const { fan, concert, paymentId, reservationIds } = await paymentScenario();
    const { body } = await api<{ reservations: object[]; next: null }>("GET", "/api/reservations", { as: fan });
    expect(body.next).toBeNull();
    expect(body.reservations).toEqual([
      expect.objectContaining({
        id: reservationIds[0],
        status: "RESERVED",
        concert: expect.objectContaining({ id: concert.id, name: concert.name }),
        payment: expect.objectContaining({ id: paymentId, status: "COMPLETED" }),
        refundable: true,
      }),
    ]);
    const other = await api("GET", "/api/reservations?limit=5", { as: await makeFan() });
    expect(other.body).toEqual({ reservations: [], next: null });
    expectError(await api("GET", "/api/reservations"), "UNAUTHENTICATED", 401);
  });
});
