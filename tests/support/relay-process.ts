// A relay in a process that tests kill: prints a dot for each delivery it starts, an exclamation mark for each that fails, and
// "ready" after the first drain.
import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { drainOnce, kafkaSink, type Sink } from "@/lib/outbox";

const kafka = kafkaSink(env().KAFKA_BROKERS ?? []);
const sink: Sink = {
  ...kafka,
  concurrency: 20, // smaller batches, more moments to be killed at
  async deliver(event) {
    process.stdout.write(".");
    await kafka.deliver(event).catch((error) => {
      process.stdout.write("!");
      throw error;
    });
  },
};

await drainOnce([sink]);
process.stdout.write("ready");
for (;;) {
  await drainOnce([sink]);
  await pause(20);
}
