import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { runProgram } from "../support/child-program";
import { movePostgresClock } from "../support/clock";
import { mockBroker } from "../support/kafka";
import { collectEvents } from "../support/kafka/collect-events";
import { sellTickets } from "../support/kafka/sell-tickets";

const FANS = 250; // of four seats each
const KILLS = 10;
const BROKER_STOPS_AT = [3, 7];

const rows = async <Row extends object>(sql: string) => (await pool().query<Row>(sql)).rows;

test("a consumer gets all of 1,000 payments in order although the relay is killed ten times and the broker twice", async () => {
  const broker = await mockBroker();
  const settings = { KAFKA_BROKERS: broker.address };
  runProgram("examples/consumer-kafka.ts", settings, { kept: true });
  const received = await collectEvents(broker.address);
  const sell = await sellTickets(FANS);
  for (let kill = 1; kill <= KILLS; kill++) {
    const relay = runProgram("tests/support/relay-process.ts", settings);
    const selling = sell(24);
    await relay.saying(".", randomInt(1, 60));
    if (BROKER_STOPS_AT.includes(kill)) {
      await broker.stop();
      await sell(5);
      await relay.saying("!", 1);
      await broker.start();
    }
    await relay.kill();
    await selling;
    await movePostgresClock(kill * 31_000); // past its leases
  }
  runProgram("tests/support/relay-process.ts", settings);

  const events = await rows<{ id: string }>("SELECT id FROM outbox_event WHERE type LIKE 'payment.%'");
  expect(events.length).toBe(FANS * 4 + FANS / 5);
  const ids = events.map(({ id }) => id).sort();
  const waitFor = { timeout: 240_000, interval: 250 };
  await expect.poll(() => new Set(received.map(({ id }) => id)).size, waitFor).toBe(ids.length);
  expect([...new Set(received.map(({ id }) => id))].sort()).toEqual(ids);

  const last = new Map<string, number>();
  for (const { key, sequence } of received) {
    const before = last.get(key) ?? 0;
    expect(sequence).toBeLessThanOrEqual(before + 1); // an event may come again, but never before its predecessor
    last.set(key, Math.max(before, sequence));
  }
  const paid = await rows("SELECT id::text, price, status::text FROM payment ORDER BY payment.id");
  expect(paid).toHaveLength(FANS * 4);
  const sales = () =>
    rows("SELECT payment_id AS id, price, status FROM sales_example.sale ORDER BY payment_id::bigint");
  await expect.poll(async () => JSON.stringify(await sales()) === JSON.stringify(paid), waitFor).toBe(true);
}, 600_000);
