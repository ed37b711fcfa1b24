import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { runProgram } from "../support/child-program";
import { mockBroker } from "../support/kafka";
import { collectEvents } from "../support/kafka/collect-events";
import { sellTickets } from "../support/kafka/sell-tickets";

const RELAY = "tests/support/relay-process.ts";

test("three relays at once publish nothing twice and nothing out of order", async () => {
  await pool().query("UPDATE outbox_event SET pending = false"); // events of other tests
  await pool().query("DELETE FROM outbox_delivery WHERE sink = 'kafka'");
  const broker = await mockBroker();
  const received = await collectEvents(broker.address);
  const relays = [RELAY, RELAY, RELAY].map((script) => runProgram(script, { KAFKA_BROKERS: broker.address }));
  const sell = await sellTickets(50);
  await Promise.all(relays.map((relay) => relay.saying("ready", 1)));
  await Promise.all(Array.from({ length: 5 }, () => sell(10)));

  const undelivered = () => pool().query("SELECT 1 FROM outbox_delivery WHERE sink = 'kafka' AND delivered_at IS NULL");
  const waitFor = { timeout: 180_000, interval: 100 };
  await expect.poll(() => received.length, waitFor).toBeGreaterThanOrEqual(50 * 4 + 10);
  await expect.poll(async () => (await undelivered()).rowCount, waitFor).toBe(0);
  for (const relay of relays) await relay.kill();
  const { rows } = await pool().query(
    "SELECT count(*)::int AS deliveries, max(attempts) AS attempts FROM outbox_delivery WHERE sink = 'kafka'",
  );
  expect(rows).toEqual([{ deliveries: 50 * 4 + 10, attempts: 1 }]);
  expect(new Set(received.map(({ id }) => id)).size).toBe(50 * 4 + 10);
  expect(received).toHaveLength(50 * 4 + 10);
  expect(new Set(received.map(({ topic }) => topic))).toEqual(new Set(["payment-success"]));
  const last = new Map<string, number>();
  for (const { key, sequence } of received) {
    expect(sequence).toBe((last.get(key) ?? 0) + 1);
    last.set(key, sequence);
  }
}, 120_000);
