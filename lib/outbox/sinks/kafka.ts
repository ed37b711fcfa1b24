import { Kafka, logLevel, Partitioners, type Producer, type SASLOptions } from "kafkajs";
import { env } from "@/lib/core/env";
import { oncePerProcess } from "@/lib/core/once";
import { CLOUD_EVENT_TYPE, cloudEvent } from "../cloudevent";
import type { OutboxEvent } from "../events";
import { inOneGo, type Sink } from "../sink";

const AT_ONCE = 200; // one produce request
const kept = oncePerProcess<{ producer?: Promise<Producer> }>("kafka", () => ({}));

function sasl(): SASLOptions | undefined {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = env();
  return mechanism && username && password ? ({ mechanism, username, password } as SASLOptions) : undefined;
}

// Every wait is short, and few are repeated: the outbox tries again by itself, and one attempt stays within its lease.
async function connected(brokers: string[]): Promise<Producer> {
  const kafka = new Kafka({
    clientId: "jari",
    brokers,
    ssl: env().KAFKA_TLS,
    sasl: sasl(),
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 6_000,
    retry: { retries: 1, initialRetryTime: 200, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING, // a failure is told by the relay
  });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, maxInFlightRequests: 1 });
  await producer.connect();
  return producer;
}

async function drop(made: Promise<Producer>): Promise<void> {
  if (kept.producer === made) kept.producer = undefined;
  await made.then((producer) => producer.disconnect()).catch(() => {});
}

/** Ends the process's connection to Kafka; the next delivery opens a new one. */
export async function closeKafka(): Promise<void> {
  if (kept.producer) await drop(kept.producer);
}

const topicOf = (type: string) => (type.startsWith("payment.") ? env().KAFKA_PAYMENT_TOPIC : env().KAFKA_EVENTS_TOPIC);

const messageOf = (event: OutboxEvent) => ({
  key: event.aggregateKey,
  value: JSON.stringify(cloudEvent(event)),
  timestamp: String(event.occurredAt.getTime()),
  headers: { "content-type": CLOUD_EVENT_TYPE, ce_id: event.id, ce_type: event.type },
});

/**
 * Payments to one topic, the rest to another; the key is the aggregate, so that its facts share a partition and stay in
 * order. Delivered when every in-sync replica has it.
 */
export const kafkaSink = (brokers: string[]): Sink => ({
  name: "kafka",
  types: "all",
  atOnce: AT_ONCE,
  deliver: inOneGo(async (events) => {
    const topicMessages = [...new Set(events.map(({ type }) => topicOf(type)))].map((topic) => ({
      topic,
      messages: events.filter(({ type }) => topicOf(type) === topic).map(messageOf),
    }));
    kept.producer ??= connected(brokers);
    const using = kept.producer;
    try {
      await (await using).sendBatch({ topicMessages, acks: -1, timeout: 5_000 });
    } catch (error) {
      await drop(using);
      throw error;
    }
  }),
});
