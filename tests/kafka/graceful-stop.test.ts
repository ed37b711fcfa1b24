import { expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { pool } from "@/lib/core/db";
import { bundleServer } from "@/server/build/bundle-server";
import { startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { makeFan } from "../support/fixtures";
import { mockBroker } from "../support/kafka";
import { collectEvents } from "../support/kafka/collect-events";

test("a server that is told to stop acknowledges the produce request in flight and disconnects Kafka", async () => {
  await pool().query("UPDATE outbox_event SET pending = false"); // events of other tests
  const broker = await mockBroker();
  const received = await collectEvents(broker.address);
  const fan = await makeFan();
  const port = await freePort();
  const settings = { HOST: "127.0.0.1", PORT: String(port), API_PROCESSES: "1", KAFKA_BROKERS: broker.address };
  const server = startChild("The server", [await bundleServer(), "1"], {
    env: { ...process.env, ...settings },
    quiet: true,
  });
  await waitForHttp(`http://127.0.0.1:${port}/api/health`, server);

  const held = broker.heldProduce();
  const charge = await fetch(`http://127.0.0.1:${port}/api/wallet/charges`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${(await issueToken(fan)).token}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      connection: "close",
    },
    body: JSON.stringify({ amount: 1_000 }),
  });
  expect(charge.status).toBe(201);
  const passOn = await held;
  const exited = server.stop();
  const isOpen = () =>
    fetch(`http://127.0.0.1:${port}/api/health`, { headers: { connection: "close" } }).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isOpen).toBe(false);
  passOn();
  await exited;

  const { rows } = await pool().query(
    `SELECT attempts, delivered_at IS NOT NULL AS delivered FROM outbox_delivery d JOIN outbox_event e ON e.id = d.event_id
     WHERE e.aggregate_key = $1 AND d.sink = 'kafka'`,
    [fan.id],
  );
  expect(rows).toEqual([{ attempts: 1, delivered: true }]);
  await expect.poll(() => received.map(({ key }) => key), { timeout: 120_000 }).toEqual([fan.id]);
}, 120_000);
