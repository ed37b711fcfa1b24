import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeRedis } from "@/lib/core/redis";
import type { Engine } from "@/scripts/engines/launch";
import { startValkey } from "@/scripts/engines/valkey";
import { makeFan } from "../support/fixtures";
import { api } from "../support/http";
import { askHold, holding, newKey, pay } from "../support/http-scenes";

const AT_ONCE_MS = 500; // no engine is asked; a third of the patience with one that falls silent

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

let scene: Awaited<ReturnType<typeof holding>>;
beforeEach(async () => {
  await expect.poll(async () => (await api("GET", "/api/health")).status).toBe(200);
  scene = await holding({ balance: 0 });
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

/** What has to hold while Redis is gone, however it went. */
async function expectRefusedAtOnceAndPaid(): Promise<void> {
  const health = await timed(api<{ engines: object }>("GET", "/api/health"));
  expect([health.answer.status, health.answer.body.code]).toEqual([503, "UNAVAILABLE"]);
  expect(health.answer.body.engines).toEqual({ postgres: "ok", redis: "gone" });
  expect(health.milliseconds).toBeLessThan(1_000);

  await joinAsNewFan(); // the one who waits for it
  const joins = [];
  for (let fan = 0; fan < 5; fan++) joins.push(await joinAsNewFan());
  for (const { answer, milliseconds } of joins) {
    expect([answer.status, answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(AT_ONCE_MS);
  }

  const { fan: as, token, concert } = scene;
  const more = await timed(askHold(as, token, concert, [2]));
  expect([more.answer.status, more.answer.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
  const charged = await timed(api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: 50_000 } }));
  const paid = await timed(pay(scene));
  expect([charged.answer.status, paid.answer.status, paid.answer.body.balance]).toEqual([201, 201, 0]);
  for (const { milliseconds } of [more, charged, paid]) expect(milliseconds).toBeLessThan(AT_ONCE_MS);
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
