import { Kafka, logLevel, Partitioners, type Producer, type SASLOptions } from "kafkajs";
import { env } from "@/lib/core/env";
import { processSingleton } from "@/lib/core/singleton";
import { CLOUD_EVENT_TYPE, toCloudEvent } from "../cloud-event";
import type { OutboxEvent } from "../events";
import { batched, type Sink } from "../sink";

const MAX_BATCH_EVENTS = 200; // one produce request
const state = processSingleton<{ producer?: Promise<Producer> }>("kafka", () => ({}));

function sasl(): SASLOptions | undefined {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = env();
  return mechanism && username && password ? ({ mechanism, username, password } as SASLOptions) : undefined;
}

// Timeouts are short and retries few, because the relay retries by itself and one attempt must end within its lease.
async function connect(brokers: string[]): Promise<Producer> {
  const kafka = new Kafka({
    clientId: "jari",
    brokers,
    ssl: env().KAFKA_TLS,
    sasl: sasl(),
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 6_000,
    retry: { retries: 1, initialRetryTime: 200, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING, // the relay logs a failure
  });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, maxInFlightRequests: 1 });
  await producer.connect();
  return producer;
}

async function disconnect(connection: Promise<Producer>): Promise<void> {
  if (state.producer === connection) state.producer = undefined;
  await connection.then((producer) => producer.disconnect()).catch(() => {});
}

/** Disconnects the process's producer, if there is one; the next delivery connects anew. */
export async function closeKafka(): Promise<void> {
  if (state.producer) await disconnect(state.producer);
}

const topicFor = (type: string) => (type.startsWith("payment.") ? env().KAFKA_PAYMENT_TOPIC : env().KAFKA_EVENTS_TOPIC);

const toMessage = (event: OutboxEvent) => ({
  key: event.aggregateKey,
  value: JSON.stringify(toCloudEvent(event)),
  timestamp: String(event.occurredAt.getTime()),
  headers: { "content-type": CLOUD_EVENT_TYPE, ce_id: event.id, ce_type: event.type },
});

/** Events are keyed by aggregate to keep their order, and delivered when every in-sync replica has them. */
export const kafkaSink = (brokers: string[]): Sink => ({
  name: "kafka",
  types: "all",
  concurrency: MAX_BATCH_EVENTS,
  deliver: batched(async (events) => {
    const topicMessages = [...new Set(events.map(({ type }) => topicFor(type)))].map((topic) => ({
      topic,
      messages: events.filter(({ type }) => topicFor(type) === topic).map(toMessage),
    }));
    state.producer ??= connect(brokers);
    const producer = state.producer;
    try {
      await (await producer).sendBatch({ topicMessages, acks: -1, timeout: 5_000 });
    } catch (error) {
      await disconnect(producer);
      throw error;
    }
  }),
});
