import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { runProgram } from "../support/child-program";
import { mockBroker } from "../support/kafka";
import { collectEvents } from "../support/kafka/collect-events";
import { sellTickets } from "../support/kafka/sell-tickets";

const RELAY = "tests/support/relay-process.ts";

test("three relays side by side publish nothing twice and nothing out of order", async () => {
  await pool().query("UPDATE outbox_event SET pending = false"); // what other tests told is theirs
  await pool().query("DELETE FROM outbox_delivery WHERE sink = 'kafka'");
  const broker = await mockBroker();
  const heard = await collectEvents(broker.address);
  const relays = [RELAY, RELAY, RELAY].map((script) => runProgram(script, { KAFKA_BROKERS: broker.address }));
  const sell = await sellTickets(50);
  await Promise.all(relays.map((relay) => relay.saying("ready", 1)));
  await Promise.all(Array.from({ length: 5 }, () => sell(10)));

  const owed = () => pool().query("SELECT 1 FROM outbox_delivery WHERE sink = 'kafka' AND delivered_at IS NULL");
  const waitFor = { timeout: 180_000, interval: 100 };
  await expect.poll(() => heard.length, waitFor).toBeGreaterThanOrEqual(50 * 4 + 10);
  await expect.poll(async () => (await owed()).rowCount, waitFor).toBe(0);
  for (const relay of relays) await relay.kill();
  const { rows } = await pool().query(
    "SELECT count(*)::int AS told, max(attempts) AS tries FROM outbox_delivery WHERE sink = 'kafka'",
  );
  expect(rows).toEqual([{ told: 50 * 4 + 10, tries: 1 }]);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(50 * 4 + 10);
  expect(heard).toHaveLength(50 * 4 + 10);
  expect(new Set(heard.map(({ topic }) => topic))).toEqual(new Set(["payment-success"]));
  const last = new Map<string, number>();
  for (const { key, sequence } of heard) {
    expect(sequence).toBe((last.get(key) ?? 0) + 1);
    last.set(key, sequence);
  }
}, 120_000);
