import { Kafka, logLevel } from "kafkajs";
import { onTestFinished } from "vitest";

type ReceivedEvent = { id: string; key: string; sequence: number; topic: string; event: object };

const SESSION_MS = 6_000; // the least a broker takes: so long a group waits for a member that is gone

const kafkaAt = (address: string) => {
  const retry = { retries: 100, maxRetryTime: 1_000 };
  return new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry });
};

/** Everything both topics carry, in the order it comes, through whatever befalls the broker, until the test ends. */
export async function collectEvents(address: string): Promise<ReceivedEvent[]> {
  const heard: ReceivedEvent[] = [];
  let consumer = await start();
  async function start() {
    const mine = kafkaAt(address).consumer({
      groupId: "test",
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: SESSION_MS,
      heartbeatInterval: SESSION_MS / 6,
      maxWaitTimeInMs: 500,
    });
    mine.on(mine.events.CRASH, async ({ payload }) => {
      if (!payload.restart && mine === consumer) consumer = await start(); // the broker forgot the group
    });
    await mine.connect();
    await mine.subscribe({ topics: ["payment-success", "jari.events"], fromBeginning: true });
    await mine.run({
      eachMessage: async ({ topic, message }) => {
        const event = JSON.parse(String(message.value));
        heard.push({ id: event.id, key: String(message.key), sequence: Number(event.sequence), topic, event });
      },
    });
    return mine;
  }
  onTestFinished(() => consumer.disconnect());
  return heard;
}
