import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { runProgram } from "../support/child-program";
import { mockBroker } from "../support/kafka";
import { CERTIFICATE } from "../support/kafka/broker-proxy";
import { collectEvents } from "../support/kafka/collect-events";

test("kafkaSink() connects over TLS with SASL, and not with a wrong password or an untrusted certificate", async () => {
  await pool().query("UPDATE outbox_event SET pending = false"); // events of other tests
  const key = randomUUID();
  await pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);
  const broker = await mockBroker();
  const received = await collectEvents(broker.address);
  const account = { username: "jari", password: "open sesame" };
  const settings = {
    KAFKA_BROKERS: await broker.secured(account),
    KAFKA_TLS: "1",
    KAFKA_SASL_MECHANISM: "plain",
    KAFKA_SASL_USERNAME: account.username,
    KAFKA_SASL_PASSWORD: account.password,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  };
  const failure = async (wrong: Record<string, string>): Promise<string> => {
    const relay = runProgram("tests/support/relay-process.ts", { ...settings, ...wrong });
    await relay.saying("!", 1);
    await relay.saying("ready", 1); // and it is written down
    await relay.kill();
    const { rows } = await pool().query<{ last_error: string }>(
      `UPDATE outbox_delivery d SET due_at = jari_now() FROM outbox_event e
       WHERE e.id = d.event_id AND e.aggregate_key = $1 AND d.sink = 'kafka' RETURNING last_error`,
      [key],
    );
    return rows[0]?.last_error ?? "";
  };
  expect(await failure({ KAFKA_SASL_PASSWORD: "open barley" })).toContain("SASL PLAIN authentication failed");
  expect(await failure({ NODE_EXTRA_CA_CERTS: "" })).toMatch(/self.signed certificate/);
  expect(await failure({ KAFKA_TLS: "0" })).not.toBe("");

  runProgram("tests/support/relay-process.ts", settings);
  await expect.poll(() => received.map(({ key }) => key), { timeout: 120_000 }).toEqual([key]);
  expect(received[0]).toMatchObject({
    topic: "jari.events",
    event: { specversion: "1.0", type: "wallet.charged", partitionkey: key, sequence: "1", data: {} },
  });
}, 120_000);
