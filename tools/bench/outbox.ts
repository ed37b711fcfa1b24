// npm run bench:outbox: events a second of the relay, beside a bare drain of a table in the same run.
import pg from "pg";
import { print, runCommand } from "../cli";
import { Shutdown } from "../dev/shutdown";
import { testEngines } from "../testing/test-site";

const EVENTS = 20_000;
const BATCH = 200;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** The least that an outbox on Postgres must do: claim a batch and mark it done. */
async function bareDrain(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE TABLE bare (id bigint PRIMARY KEY, payload jsonb, done_at timestamptz)");
  await client.query("INSERT INTO bare SELECT n, '{\"price\": 1000}' FROM generate_series(1, $1::int) n", [EVENTS]);
  await client.query("CREATE INDEX ON bare (id) WHERE done_at IS NULL");
  await client.query("ANALYZE bare");
  const text = `UPDATE bare SET done_at = now() WHERE id IN (
    SELECT id FROM bare WHERE done_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id, payload`;
  const took = await seconds(async () => {
    while ((await client.query({ name: "bare", text, values: [BATCH] })).rowCount);
  });
  await client.end();
  return took;
}

async function relay(): Promise<number> {
  const { pool, closeDb } = await import("@/lib/core/db");
  const { drainOnce } = await import("@/lib/outbox");
  await pool().query(
    "SELECT count(append_event('wallet.charged', 'k' || n, '{\"price\": 1000}')) FROM generate_series(1, $1::int) n",
    [EVENTS],
  );
  await pool().query("ANALYZE outbox_event, outbox_delivery");
  let delivered = 0;
  const deliver = async () => {
    delivered++;
  };
  const sink = { name: "bench", types: "all" as const, atOnce: BATCH, deliver };
  const took = await seconds(() => drainOnce([sink], { budgetMs: 600_000 }));
  await closeDb();
  if (delivered !== EVENTS) throw new Error(`${delivered} of ${EVENTS} events arrived`);
  return took;
}

await runCommand(async () => {
  const shutdown = new Shutdown();
  try {
    const settings = await testEngines(shutdown);
    Object.assign(process.env, settings, { LOG_LEVEL: "warn" });
    const bare = EVENTS / (await bareDrain(settings.DATABASE_URL ?? ""));
    const ours = EVENTS / (await relay());
    const round = (value: number) => Math.round(value).toLocaleString("en-US");
    print(`${EVENTS.toLocaleString("en-US")} events in batches of ${BATCH}, one relay, a sink that takes no time:`);
    print(`  relay      ${round(ours)} events/s (ordered per key, leased, a note per delivery)`);
    print(`  bare drain ${round(bare)} rows/s (UPDATE … SKIP LOCKED, nothing else)`);
    print(`  ratio      ${(ours / bare).toFixed(2)}`);
  } finally {
    await shutdown.end();
  }
});
process.exit();
