import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { deleteOldEvents, drainOnce, type Sink } from "@/lib/outbox";
import { movePostgresClock } from "../../support/clock";
import { explainAll, recordScans } from "../../support/query-plans";

const DELIVERED = 20_000; // events of the past days
const NEW = 600;
const CONCERTS = 5_000; // of which none is a rehearsal's

const client = new pg.Client({ connectionString: env().DATABASE_URL });
const sink: Sink = { name: `test-${randomUUID()}`, types: "all", concurrency: 200, deliver: async () => {} };

beforeAll(async () => {
  await client.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(
    `INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at, pending)
     SELECT jari_uuid_v7(), 'wallet.charged', 'kept-' || n, 1, 1, '{}', jari_now(), false FROM generate_series(1, $1::int) n`,
    [DELIVERED],
  );
  await client.query(
    `INSERT INTO outbox_delivery (event_id, sink, attempts, due_at, delivered_at)
     SELECT id, $1, 1, jari_now(), jari_now() FROM outbox_event`,
    [sink.name],
  );
  await client.query(
    `INSERT INTO concert (slug, name, host, description, sales_open_at, sales_close_at)
     SELECT 'kept-' || n, 'An evening', 'A host', '', jari_now(), jari_now() + interval '1 day' FROM generate_series(1, $1::int) n`,
    [CONCERTS],
  );
  await client.query("SET session_replication_role = DEFAULT");
  await client.query("SELECT append_event('wallet.charged', 'new-' || n, '{}') FROM generate_series(1, $1::int) n", [
    NEW,
  ]);
  await client.query("ANALYZE concert, outbox_event, outbox_delivery");
  await explainAll(client);
});
afterAll(() => client.end());

test("drainOnce() reads new and undelivered events by index, however many are stored", async () => {
  const { scans, names } = await recordScans(client, () => drainOnce([sink]));
  expect(new Set(names)).toEqual(new Set(["outbox_fan_out", "outbox_claim", "outbox_delivered"]));
  expect(scans.filter(({ by }) => !/Index|Bitmap/.test(by))).toEqual([]);
  expect(scans.reduce((rows, scan) => rows + scan.rows, 0)).toBeLessThanOrEqual(NEW * 20);
});

test("deleteOldEvents() reads one batch of old events and stops at the first that is not old", async () => {
  const rowsRead = async () => {
    const { scans } = await recordScans(client, () => deleteOldEvents([sink]));
    const read = scans.filter(({ table }) => table.startsWith("outbox_"));
    expect(read.filter(({ by }) => !/Index|Bitmap/.test(by))).toEqual([]);
    return read.reduce((rows, scan) => rows + scan.rows, 0);
  };
  expect(await rowsRead()).toBe(0);
  await movePostgresClock(7.1 * 86_400_000);
  expect(await rowsRead()).toBeLessThanOrEqual(1_000 * 5);
});
