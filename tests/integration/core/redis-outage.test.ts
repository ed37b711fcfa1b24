import { test } from "vitest";
import { stoppableRedis } from "../../support/redis-outage";

const redis = stoppableRedis();

test("while Redis hangs, joins and holds are refused and holders charge and pay", async () => {
  redis.pause();
  try {
    await redis.expectFailFastAndPay();
  } finally {
    redis.resume();
  }
  await redis.expectBack();
});

test("while Redis is stopped the same holds, and the breaker closes when another starts on its port", async () => {
  await redis.stop();
  await redis.expectFailFastAndPay();
  await redis.startAgain();
  await redis.expectBack();
});
