import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { Kafka, logLevel } from "kafkajs";
import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { pay, refund } from "@/lib/payment";
import { freshKey, holdSeats } from "../support/booking";
import { movePostgresClock } from "../support/clock";
import { makeConcert, makeFans } from "../support/fixtures";
import { mockBroker } from "../support/kafka";

const FANS = 250;
const SEATS_EACH = 4;
const KILLS = 10;
const BROKER_STOPS_AT = [3, 7];

type Heard = { id: string; key: string; sequence: number };

/** Everything both topics carry, in the order it came. */
async function listening(address: string): Promise<{ heard: Heard[]; stop(): Promise<void> }> {
  const heard: Heard[] = [];
  const retry = { retries: 100, maxRetryTime: 1_000 };
  const consumer = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry }).consumer({
    groupId: "test",
    retry,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: ["payment-success", "jari.events"], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { id, sequence } = JSON.parse(String(message.value));
      heard.push({ id, key: String(message.key), sequence: Number(sequence) });
    },
  });
  return { heard, stop: () => consumer.disconnect() };
}

function start(script: string, settings: Record<string, string>) {
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  let said = "";
  let look = () => {};
  child.stdout.on("data", (chunk) => {
    said += chunk;
    look();
  });
  return {
    /** Resolves once it has printed `mark` this often. */
    saying: (mark: string, times: number) =>
      new Promise<void>((resolve) => {
        look = () => said.split(mark).length > times && resolve();
        look();
      }),
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Fans who come in portions: each holds, pays, and every tenth gives one seat back. */
async function box() {
  const fans = await makeFans(FANS, { balance: 100_000 });
  const concert = await makeConcert({ seats: FANS * SEATS_EACH, price: 1_000, seatLimit: SEATS_EACH });
  const waiting = fans.map((fan, i) => ({ fan, from: i * SEATS_EACH }));
  return async (portion: number) => {
    for (const { fan, from } of waiting.splice(0, portion)) {
      const numbers = Array.from({ length: SEATS_EACH }, (_, n) => from + n + 1);
      const { reservations } = await holdSeats(fan, concert, numbers, from + 1);
      const ids = reservations.map(({ id }) => id);
      const { payments } = await pay(fan.id, ids, freshKey());
      if (from % 10 === 0) await refund(fan.id, payments[0]?.id ?? "", freshKey());
    }
  };
}

const rows = async <Row extends object>(sql: string) => (await pool().query<Row>(sql)).rows;

test("1,000 payments reach a consumer though the relay is killed ten times and the broker goes away twice", async () => {
  const broker = await mockBroker();
  const settings = { KAFKA_BROKERS: broker.address };
  const consumer = start("examples/consumer-kafka.ts", settings);
  const listener = await listening(broker.address);
  const sell = await box();
  for (let kill = 1; kill <= KILLS; kill++) {
    const relay = start("tests/support/relay-alone.ts", settings);
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
    await movePostgresClock(kill * 31_000); // its leases are over
  }
  const relay = start("tests/support/relay-alone.ts", settings);

  const told = await rows<{ id: string; aggregate_key: string; sequence: string }>("SELECT * FROM outbox_event");
  expect(told.length).toBeGreaterThanOrEqual(FANS * SEATS_EACH);
  const ids = told.map(({ id }) => id).sort();
  const waitFor = { timeout: 120_000, interval: 250 };
  await expect.poll(() => new Set(listener.heard.map(({ id }) => id)).size, waitFor).toBe(ids.length);
  expect([...new Set(listener.heard.map(({ id }) => id))].sort()).toEqual(ids);

  const last = new Map<string, number>();
  for (const { key, sequence } of listener.heard) {
    const before = last.get(key) ?? 0;
    expect(sequence).toBeLessThanOrEqual(before + 1); // again, perhaps; ahead of its turn, never
    last.set(key, Math.max(before, sequence));
  }
  const paid = await rows("SELECT id::text, price, status::text FROM payment ORDER BY payment.id");
  expect(paid).toHaveLength(FANS * SEATS_EACH);
  const sales = () =>
    rows("SELECT payment_id AS id, price, status FROM sales_example.sale ORDER BY payment_id::bigint");
  await expect.poll(async () => JSON.stringify(await sales()) === JSON.stringify(paid), waitFor).toBe(true);

  await relay.kill();
  await consumer.kill();
  await listener.stop();
  await broker.end();
}, 600_000);
