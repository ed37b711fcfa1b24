import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { migrate } from "@/tools/database/migrations";
import { runChild } from "@/tools/dev/child-process";
import { nativePostgres } from "../support/native-postgres";

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

// Somebody puts money into a wallet: a balance, an entry and an event in one transaction.
const CHARGE = `
  SELECT charge_wallet(user_id, 1000, 100000000, gen_random_uuid()::text, 'test')
  FROM (SELECT user_id FROM wallet ORDER BY balance LIMIT 1) AS poorest`;

/** How many rows each table has. */
async function sizes(url: string): Promise<Record<string, number>> {
  const tables = await query<{ name: string }>(url, "SELECT relname AS name FROM pg_stat_user_tables ORDER BY 1");
  const counted = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM "${name}"`);
  const rows = await query<{ name: string; rows: number }>(url, counted.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]));
}

test("a pg_dump taken during payments restores to a clean audit and no missing migration", async () => {
  const postgres = await nativePostgres();
  const [live, restored] = [postgres.urlOf("jari"), postgres.urlOf("restored")];
  const saved = path.join(postgres.folder, "jari.dump");
  await query(postgres.urlOf("postgres"), "CREATE DATABASE jari");
  await migrate(live);
  const env: NodeJS.ProcessEnv = { ...process.env, DATABASE_URL: live, JARI_DEMO: "1" };
  await runChild("The seed", ["prisma/seed/index.ts"], { env, quiet: true });

  const before = await sizes(live);
  let saving = true;
  const charge = async () => {
    for (let charges = 0; saving || charges < 20; charges++) await query(live, CHARGE);
  };
  const save = async () => {
    await postgres.run("pg_dump", "--format=custom", `--file=${saved}`, live).finally(() => {
      saving = false;
    });
  };
  await Promise.all([charge(), save()]);
  const after = await sizes(live);
  expect(after.ledger_entry).toBeGreaterThanOrEqual((before.ledger_entry ?? 0) + 20);

  await query(postgres.urlOf("postgres"), "CREATE DATABASE restored");
  await postgres.run("pg_restore", "--exit-on-error", "--no-owner", `--dbname=${restored}`, saved);
  expect(await migrate(restored)).toEqual([]);
  await query(restored, readFileSync("deploy/after-restore.sql", "utf8"));
  const back = await sizes(restored);
  expect(Object.keys(back)).toEqual(Object.keys(before));
  for (const [table, rows] of Object.entries(back)) {
    expect(rows, table).toBeGreaterThanOrEqual(before[table] ?? 0);
    expect(rows, table).toBeLessThanOrEqual(after[table] ?? 0);
  }
  expect(back.payment).toBeGreaterThan(0);
  expect(await audit([], restored)).toMatchObject({ violations: 0 });
  await query(restored, CHARGE);
  const newest = (url: string) => query<{ id: string }>(url, "SELECT max(id) AS id FROM ledger_entry");
  expect(Number((await newest(restored))[0]?.id)).toBeGreaterThan(Number((await newest(live))[0]?.id));

  await query(restored, "UPDATE wallet SET balance = balance + 1 WHERE balance > 0"); // an audit that can fail
  expect((await audit([], restored)).violations).toBeGreaterThan(0);
});
