import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeRedis } from "@/lib/core/redis";
import type { Engine } from "@/tools/dev/services/launch";
import { startValkey } from "@/tools/dev/services/valkey";
import { makeFan } from "../../support/fixtures";
import { api } from "../../support/http";
import { holdScenario, newKey, pay, requestHold } from "../../support/scenarios";

const AT_ONCE_MS = 1_000; // who waited for a silent Redis would wait its patience of 1,500 ms each time

let redis: Engine;

beforeAll(async () => {
  redis = await startValkey();
  process.env.REDIS_URL = redis.url; // this file's own, to be stopped
  process.env.UPSTASH_REDIS_REST_URL = "";
});
afterAll(async () => {
  await closeRedis();
  await redis.stop();
});

let scene: Awaited<ReturnType<typeof holdScenario>>;
beforeEach(async () => {
  await expect.poll(async () => (await api("GET", "/api/health")).status).toBe(200);
  scene = await holdScenario({ balance: 0 });
});

async function timed<T>(ask: Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  const began = performance.now();
  const answer = await ask;
  return { answer, milliseconds: performance.now() - began };
}

const joinAsNewFan = async () => {
  const [as, body] = [await makeFan(), { concertId: scene.concert.id }];
  return timed(api("POST", "/api/queue", { as, body }));
};

/** Half of them took less: one that a busy machine held up proves nothing. */
const median = (all: { milliseconds: number }[]) =>
  all.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** What has to hold while Redis is gone, however it went. */
async function expectRefusedAtOnceAndPaid(): Promise<void> {
  const healths = [];
  for (let asked = 0; asked < 3; asked++) healths.push(await timed(api<{ engines: object }>("GET", "/api/health")));
  for (const { answer } of healths) {
    expect([answer.status, answer.body.code]).toEqual([503, "UNAVAILABLE"]);
    expect(answer.body.engines).toEqual({ postgres: "ok", redis: "gone" });
  }
  expect(median(healths)).toBeLessThan(1_000);

  await joinAsNewFan(); // the one who waits for it
  const joins = [];
  for (let fan = 0; fan < 5; fan++) joins.push(await joinAsNewFan());
  for (const { answer } of joins) {
    expect([answer.status, answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }

  const { fan: as, token, concert } = scene;
  const more = await timed(requestHold(as, token, concert, [2]));
  expect([more.answer.status, more.answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
  const charged = await timed(api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: 50_000 } }));
  const paid = await timed(pay(scene));
  expect([charged.answer.status, paid.answer.status, paid.answer.body.balance]).toEqual([201, 201, 0]);
  expect(median([...joins, more, charged, paid])).toBeLessThan(AT_ONCE_MS);
}

/** Whoever asks is let in again, without anybody having told this process. */
const expectBack = () => expect.poll(async () => (await joinAsNewFan()).answer.status, { timeout: 30_000 }).toBe(201);

test("a Redis that hangs is waited for once: then who holds seats charges and pays, and nobody else waits", async () => {
  process.kill(redis.pid, "SIGSTOP");
  try {
    await expectRefusedAtOnceAndPaid();
  } finally {
    process.kill(redis.pid, "SIGCONT");
  }
  await expectBack();
});

test("a Redis that is stopped is the same, and one that starts again in its place is found", async () => {
  await redis.stop();
  await expectRefusedAtOnceAndPaid();
  redis = await startValkey({ port: redis.port });
  await expectBack();
});
