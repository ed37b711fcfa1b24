import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeRedis } from "@/lib/core/redis";
import type { Engine } from "@/tools/dev/services/launch";
import { startValkey } from "@/tools/dev/services/valkey";
import { makeFan } from "../../support/fixtures";
import { api } from "../../support/http";
import { holdScenario, newKey, pay, requestHold } from "../../support/scenarios";

const FAST_MS = 1_000; // a request that waited for a silent Redis would take 1,500 ms

let redis: Engine;

beforeAll(async () => {
  redis = await startValkey();
  process.env.REDIS_URL = redis.url; // its own instance, which the tests stop
  process.env.UPSTASH_REDIS_REST_URL = "";
});
afterAll(async () => {
  await closeRedis();
  await redis.stop();
});

let scenario: Awaited<ReturnType<typeof holdScenario>>;
beforeEach(async () => {
  await expect.poll(async () => (await api("GET", "/api/health")).status).toBe(200);
  scenario = await holdScenario({ balance: 0 });
});

async function timed<T>(request: Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  const began = performance.now();
  const answer = await request;
  return { answer, milliseconds: performance.now() - began };
}

const joinAsNewFan = async () => {
  const [as, body] = [await makeFan(), { concertId: scenario.concert.id }];
  return timed(api("POST", "/api/queue", { as, body }));
};

/** The median, since a busy machine may delay a single one. */
const median = (all: { milliseconds: number }[]) =>
  all.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** What must hold while Redis is down. */
async function expectFailFastAndPay(): Promise<void> {
  const healths = [];
  for (let attempt = 0; attempt < 3; attempt++)
    healths.push(await timed(api<{ engines: object }>("GET", "/api/health")));
  for (const { answer } of healths) {
    expect([answer.status, answer.body.code]).toEqual([503, "UNAVAILABLE"]);
    expect(answer.body.engines).toEqual({ postgres: "ok", redis: "gone" });
  }
  expect(median(healths)).toBeLessThan(1_000);

  await joinAsNewFan(); // this one waits for the breaker to open
  const joins = [];
  for (let fan = 0; fan < 5; fan++) joins.push(await joinAsNewFan());
  for (const { answer } of joins) {
    expect([answer.status, answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }

  const { fan: as, token, concert } = scenario;
  const secondHold = await timed(requestHold(as, token, concert, [2]));
  expect([secondHold.answer.status, secondHold.answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
  const charged = await timed(api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: 50_000 } }));
  const paid = await timed(pay(scenario));
  expect([charged.answer.status, paid.answer.status, paid.answer.body.balance]).toEqual([201, 201, 0]);
  expect(median([...joins, secondHold, charged, paid])).toBeLessThan(FAST_MS);
}

/** The breaker closes by itself. */
const expectBack = () => expect.poll(async () => (await joinAsNewFan()).answer.status, { timeout: 30_000 }).toBe(201);

test("while Redis hangs, one request waits for it; then holders charge and pay, and all others fail fast", async () => {
  process.kill(redis.pid, "SIGSTOP");
  try {
    await expectFailFastAndPay();
  } finally {
    process.kill(redis.pid, "SIGCONT");
  }
  await expectBack();
});

test("while Redis is stopped the same holds, and the breaker closes when another starts on its port", async () => {
  await redis.stop();
  await expectFailFastAndPay();
  redis = await startValkey({ port: redis.port });
  await expectBack();
});
