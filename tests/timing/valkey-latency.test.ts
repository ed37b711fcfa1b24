import { expect, test } from "vitest";
import { withRedisClient } from "../support/redis-wire";

const TRIES = 30;
const TIMER_MS = 100; // after which the embedded Valkey looks at everything once more

/** The quickest of many tries at sending so many values of 500 bytes together: a busy machine slows some, a timer all. */
const quickest = (values: number) =>
  withRedisClient(async (client) => {
    let least = Number.POSITIVE_INFINITY;
    for (let n = 0; n < TRIES; n++) {
      const pipeline = client.pipeline();
      for (let value = 0; value < values; value++) pipeline.set("valkey-test", "x".repeat(500), "EX", 60);
      const began = performance.now();
      await pipeline.exec();
      least = Math.min(least, performance.now() - began);
    }
    return least;
  });

// It reads 16 KiB at a time, so these leave something over, and end in every step there is.
test.each([10, 40, 64, 90])(
  "%i commands that travel together are answered without waiting for a timer",
  async (values) => {
    expect(await quickest(values)).toBeLessThan(TIMER_MS / 4);
  },
);
