import { expect, test } from "vitest";
import { stoppableRedis } from "../support/redis-outage";

const FAST_MS = 1_000; // a request that waited for a silent Redis would take 1,500 ms

const redis = stoppableRedis();
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

async function expectFast(): Promise<void> {
  const { healthChecks, requests } = await redis.expectFailFastAndPay();
  expect(median(healthChecks)).toBeLessThan(FAST_MS);
  expect(median(requests)).toBeLessThan(FAST_MS);
}

test("while Redis hangs, one request waits for it and all others take less than a second", async () => {
  redis.pause();
  try {
    await expectFast();
  } finally {
    redis.resume();
  }
  await redis.expectBack();
});

test("while Redis is stopped, a request takes less than a second", async () => {
  await redis.stop();
  await expectFast();
  await redis.startAgain();
  await redis.expectBack();
});
