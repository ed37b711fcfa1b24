import { beforeAll, describe, expect, test } from "vitest";
import { release } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { pay, refund } from "@/lib/payments";
import { charge, findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { auditAfterAll } from "../support/audit-after-all";
import { freshKey, holdSeats, reservationRows, resultOf, tally } from "../support/booking";
import { makeConcert, makeFan } from "../support/fixtures";
import { largePool, warmPool } from "../support/race";
import { findBrokenSeats } from "../support/seat-invariants";

largePool();
auditAfterAll();
beforeAll(warmPool);

const PRICE = 50_000;
const times = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

async function heldBy(balance: number, seats = [1, 2]) {
  const [fan, concert] = await Promise.all([makeFan({ balance }), makeConcert({ price: PRICE })]);
  const { reservations } = await holdSeats(fan, concert, seats);
  return { fan, concert, ids: reservations.map(({ id }) => id) };
}

describe("paying at the same moment", () => {
  test("three payments of one reservation at once, each with its own key: one succeeds, the balance falls once", async () => {
    for (let round = 0; round < 20; round++) {
      const { fan, concert, ids } = await heldBy(10 * PRICE, [1]);
      const outcomes = await times(3, () => resultOf(pay(fan.id, ids, freshKey())));
      expect(tally(outcomes)).toEqual({ ok: 1, ALREADY_PAID: 2 });
      expect(await getBalance(fan.id)).toBe(9 * PRICE);
      expect(await findBrokenSeats(concert)).toEqual([]);
    }
  });

  test("one payment sent many times with one key: one pays, the others get IN_FLIGHT or its response", async () => {
    const { fan, ids } = await heldBy(10 * PRICE);
    const key = freshKey();
    const answers = await times(10, () => pay(fan.id, ids, key).catch((error: unknown) => error));
    const paid = answers.filter((answer) => !(answer instanceof AppError));
    const waiting = answers.filter((answer) => answer instanceof AppError).map(({ code }) => code);
    expect(new Set(paid.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(waiting).toEqual(waiting.map(() => "IDEMPOTENCY_IN_FLIGHT"));
    expect(await getBalance(fan.id)).toBe(8 * PRICE);
    expect(await pay(fan.id, ids, key)).toEqual(paid[0]);
  });

  test("payments of two halves and of the whole of one hold at once: no seat is paid twice", async () => {
    for (let round = 0; round < 20; round++) {
      const { fan, concert, ids } = await heldBy(10 * PRICE);
      await Promise.all([ids, ids.slice(0, 1), ids.slice(1)].map((some) => resultOf(pay(fan.id, some, freshKey()))));
      expect(await getBalance(fan.id)).toBe(8 * PRICE);
      expect(await findBrokenSeats(concert)).toEqual([]);
    }
  });

  test("payments for two concerts from a wallet with enough for one: one is paid, the other names what is missing", async () => {
    const first = await heldBy(PRICE, [1]);
    const other = await makeConcert({ price: PRICE });
    const { reservations } = await holdSeats(first.fan, other, [1]);
    const second = reservations.map(({ id }) => id);
    const outcomes = await Promise.all([first.ids, second].map((ids) => resultOf(pay(first.fan.id, ids, freshKey()))));
    expect(tally(outcomes)).toEqual({ ok: 1, INSUFFICIENT_BALANCE: 1 });
    expect(await getBalance(first.fan.id)).toBe(0);
  });
});

test("charges and payments at once: every won counts once, and the ledger has one order", async () => {
  const { fan, ids } = await heldBy(0);
  const charges = times(20, () => charge(fan.id, PRICE / 10, freshKey()));
  const pays: string[] = [];
  const paying = (async () => {
    while (pays.at(-1) !== "ok") pays.push(await resultOf(pay(fan.id, ids, freshKey())));
  })();
  await Promise.all([charges, paying]);
  expect(new Set(pays.slice(0, -1))).toEqual(new Set(pays.length > 1 ? ["INSUFFICIENT_BALANCE"] : []));
  expect(await getBalance(fan.id)).toBe(0);
  const { entries } = await findLedgerEntries(fan.id, { limit: 100 });
  let balance = 0;
  for (const { amount, balanceAfter } of entries.reverse()) {
    balance += amount;
    expect(balanceAfter).toBe(balance);
  }
  expect(entries).toHaveLength(22);
});

test("charges at the balance limit at once: never beyond it, and no charge is lost", async () => {
  const fan = await makeFan({ balance: 95_000_000 });
  const outcomes = await times(10, () => resultOf(charge(fan.id, 1_000_000, freshKey())));
  expect(tally(outcomes)).toEqual({ ok: 5, BALANCE_LIMIT: 5 });
  expect(await getBalance(fan.id)).toBe(100_000_000);
});

test("one payment refunded many times at once is credited once", async () => {
  const { fan, concert, ids } = await heldBy(10 * PRICE, [1]);
  const { payments } = await pay(fan.id, ids, freshKey());
  const outcomes = await times(5, () => resultOf(refund(fan.id, payments[0]?.id ?? "", freshKey())));
  expect(tally(outcomes)).toEqual({ ok: 1, REFUND_CLOSED: 4 });
  expect(await getBalance(fan.id)).toBe(10 * PRICE);
  expect(await findBrokenSeats(concert)).toEqual([]);
});

test("payment and release of one seat at once: paid and kept, or released and not charged", async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 50; round++) {
    const { fan, concert, ids } = await heldBy(PRICE, [1]);
    const commands = [() => pay(fan.id, ids, freshKey()), () => release(fan.id, ids[0] ?? "")];
    if (round % 2) commands.reverse();
    const both = await Promise.all(commands.map((command) => resultOf(command())));
    const [paid, released] = round % 2 ? both.reverse() : both;
    outcomes.push(`${paid}, ${released}`);
    const [reservation] = await reservationRows(concert);
    expect([reservation?.status, await getBalance(fan.id)]).toEqual(
      paid === "ok" ? ["RESERVED", 0] : ["CANCELED", PRICE],
    );
  }
  expect(["ok, ALREADY_PAID", "HOLD_EXPIRED, ok"]).toEqual(expect.arrayContaining([...new Set(outcomes)]));
});
