import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { charge, findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { freshKey, resultOf } from "../../support/booking";
import { makeFan } from "../../support/fixtures";

test("charge() adds to the balance, writes a ledger entry and appends wallet.charged", async () => {
  const fan = await makeFan({ balance: 500 });
  const { balance, entry } = await charge(fan.id, 10_000, freshKey());
  expect([balance, await getBalance(fan.id)]).toEqual([10_500, 10_500]);
  expect(entry).toEqual({
    id: expect.stringMatching(/^\d+$/),
    type: "CHARGE",
    amount: 10_000,
    balanceAfter: 10_500,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    reservationId: null,
  });
  const selectEvent = "SELECT type, payload FROM outbox_event WHERE aggregate_key = $1 AND payload->>'entryId' = $2";
  const { rows } = await pool().query(selectEvent, [fan.id, entry.id]);
  const payload = { userId: fan.id, entryId: entry.id, amount: 10_000, balanceAfter: 10_500 };
  expect(rows).toEqual([{ type: "wallet.charged", payload }]);
});

test.each([0, -1, 1.5, 10_000_001, Number.NaN])("charge() refuses an amount of %s won", async (amount) => {
  const fan = await makeFan();
  expect(await resultOf(charge(fan.id, amount, freshKey()))).toBe("INVALID_INPUT");
  expect(await getBalance(fan.id)).toBe(0);
});

test("charge() takes at most 10,000,000 at a time, up to a balance of 100,000,000", async () => {
  const fan = await makeFan({ balance: 90_000_000 });
  expect(await resultOf(charge(fan.id, 10_000_000, freshKey()))).toBe("ok");
  expect(await resultOf(charge(fan.id, 1, freshKey()))).toBe("BALANCE_LIMIT");
  expect(await getBalance(fan.id)).toBe(100_000_000);
});

test("charge() and getBalance() of a deleted user throw UNAUTHENTICATED", async () => {
  const ghost = "00000000-0000-4000-8000-000000000000";
  expect(await resultOf(charge(ghost, 1, freshKey()))).toBe("UNAUTHENTICATED");
  expect(await resultOf(getBalance(ghost))).toBe("UNAUTHENTICATED");
});

test("findLedgerEntries() returns pages, newest first", async () => {
  const fan = await makeFan();
  for (const amount of [1, 2, 3, 4, 5]) await charge(fan.id, amount, freshKey());
  const seen: number[][] = [];
  let before: string | undefined;
  do {
    const { entries, next } = await findLedgerEntries(fan.id, { before, limit: 2 });
    seen.push(entries.map(({ amount }) => amount));
    before = next ?? undefined;
  } while (before);
  expect(seen).toEqual([[5, 4], [3, 2], [1]]);
});
