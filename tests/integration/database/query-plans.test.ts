import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { pay } from "@/lib/payments";
import { freshKey, holdSeats } from "../../support/booking";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";

// A command reads by keys, also while a table is new and small, because a connection keeps a plan made then into the sale. Postgres counts the scans of the transaction that runs.
let client: pg.Client;
let fan: TestUser;
let lapsed: TestUser;
let concert: TestConcert;
let admin: TestUser;
let paymentId: string;
let reservationId: string;

beforeAll(async () => {
  client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  [fan, lapsed, concert, admin] = await Promise.all([
    makeFan({ balance: 500_000 }),
    makeFan(),
    makeConcert(),
    makeAdmin(),
  ]);
  const bought = await holdSeats(fan, concert, [1, 2]);
  const ids = bought.reservations.map(({ id }) => id);
  paymentId = (await pay(fan.id, ids, freshKey())).payments[0]?.id ?? "";
  reservationId = (await holdSeats(fan, concert, [3], 2)).reservations[0]?.id ?? "";
  await holdSeats(lapsed, concert, [4], 3);
});
afterAll(() => client.end());

async function tablesScannedBy(sql: string, values: unknown[]): Promise<string[]> {
  await client.query("BEGIN");
  try {
    await client.query("UPDATE reservation SET expires_at = now() - interval '1 second' WHERE user_id = $1", [
      lapsed.id,
    ]);
    await client.query("UPDATE seat SET hold_expires_at = now() - interval '1 second' WHERE holder_id = $1", [
      lapsed.id,
    ]);
    const before = await scans();
    const { rows } = await client.query<{ answer: object }>(`SELECT ${sql} AS answer`, values);
    expect(rows[0]?.answer).not.toHaveProperty("error");
    const after = await scans();
    return [...after.keys()].filter((table) => (after.get(table) ?? 0) > (before.get(table) ?? 0));
  } finally {
    await client.query("ROLLBACK");
  }
}

async function scans(): Promise<Map<string, number>> {
  const { rows } = await client.query<{ relname: string; scans: number }>(
    "SELECT relname, seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE seq_scan > 0",
  );
  return new Map(rows.map(({ relname, scans }) => [relname, scans]));
}

test("the scan counter notices a table scan", async () => {
  expect(await tablesScannedBy("(SELECT jsonb_agg(price) FROM payment)", [])).toEqual(["payment"]);
});

test.each<[string, string, () => unknown[]]>([
  [
    "a hold that replaces one and takes over another",
    "hold_seats($1, $2, $3, 2, 300000, 'k', 'h')",
    () => [fan.id, concert.scheduleId, [4, 5]],
  ],
  ["a payment", "pay_reservations($1, $2, 'k', 'h')", () => [fan.id, [reservationId]]],
  ["a refund", "refund_payment($1, $2, 'k', 'h')", () => [fan.id, paymentId]],
  ["a charge", "charge_wallet($1, 1000, 100000000, 'k', 'h')", () => [fan.id]],
  ["a release", "release_hold($1, $2)", () => [fan.id, reservationId]],
  ["leaving the queue", "leave_place($1, $2, $3)", () => [fan.id, concert.id, 1]],
  ["expelling a fan", "expel_place($1, $2, $3, 2, 'why')", () => [admin.id, concert.id, fan.id]],
  ["a sweep", "sweep_holds(200)", () => []],
])("%s scans no table", async (_, sql, values) => {
  expect(await tablesScannedBy(sql, values())).toEqual([]);
});
