import { Kafka, logLevel } from "kafkajs";
import { onTestFinished } from "vitest";

type ReceivedEvent = { id: string; key: string; sequence: number; topic: string; event: object };

const SESSION_MS = 6_000; // the least a broker allows; a group waits this long for a vanished member

const kafkaAt = (address: string) => {
  const retry = { retries: 100, maxRetryTime: 1_000 };
  return new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry });
};

/** Collects the events of both topics in order of arrival, through restarts of the broker, until the test ends. */
export async function collectEvents(address: string): Promise<ReceivedEvent[]> {
  const received: ReceivedEvent[] = [];
  let consumer = await start();
  async function start() {
    const kafkaConsumer = kafkaAt(address).consumer({
      groupId: "test",
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: SESSION_MS,
      heartbeatInterval: SESSION_MS / 6,
      maxWaitTimeInMs: 500,
    });
    kafkaConsumer.on(kafkaConsumer.events.CRASH, async ({ payload }) => {
      if (!payload.restart && kafkaConsumer === consumer) consumer = await start(); // the broker forgot the group
    });
    await kafkaConsumer.connect();
    await kafkaConsumer.subscribe({ topics: ["payment-success", "jari.events"], fromBeginning: true });
    await kafkaConsumer.run({
      eachMessage: async ({ topic, message }) => {
        const event = JSON.parse(String(message.value));
        received.push({ id: event.id, key: String(message.key), sequence: Number(event.sequence), topic, event });
      },
    });
    return kafkaConsumer;
  }
  onTestFinished(() => consumer.disconnect());
  return received;
}
