import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { closeRedis } from "@/lib/core/redis";
import type { Engine } from "@/tools/dev/services/launch";
import { startValkey } from "@/tools/dev/services/valkey";
import { makeFan } from "./fixtures";
import { api } from "./http";
import { holdScenario, newKey, pay, requestHold } from "./scenarios";

async function timed<T>(request: Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  const began = performance.now();
  const answer = await request;
  return { answer, milliseconds: performance.now() - began };
}

/** Registered by a file of tests: gives it a Redis of its own that it may pause and stop, and a fan who holds a seat. */
export function stoppableRedis() {
  let redis: Engine;
  let scenario: Awaited<ReturnType<typeof holdScenario>>;
  beforeAll(async () => {
    redis = await startValkey();
    process.env.REDIS_URL = redis.url;
    process.env.UPSTASH_REDIS_REST_URL = "";
  });
  afterAll(async () => {
    await closeRedis();
    await redis.stop();
  });
  beforeEach(async () => {
    await expect.poll(async () => (await api("GET", "/api/health")).status).toBe(200);
    scenario = await holdScenario({ balance: 0 });
  });

  const joinAsNewFan = async () => {
    const [as, body] = [await makeFan(), { concertId: scenario.concert.id }];
    return timed(api("POST", "/api/queue", { as, body }));
  };

  return {
    pause: () => process.kill(redis.pid, "SIGSTOP"),
    resume: () => process.kill(redis.pid, "SIGCONT"),
    stop: () => redis.stop(),
    async startAgain() {
      redis = await startValkey({ port: redis.port });
    },

    /** Asserts what must hold while Redis is down. @returns how many milliseconds each of the requests took */
    async expectFailFastAndPay(): Promise<{ healthChecks: number[]; requests: number[] }> {
      await expect.poll(async () => (await api("GET", "/api/health")).status).toBe(503); // one check a second serves all
      const healths = [];
      for (let attempt = 0; attempt < 3; attempt++)
        healths.push(await timed(api<{ engines: object }>("GET", "/api/health")));
      for (const { answer } of healths) {
        expect([answer.status, answer.body.code]).toEqual([503, "UNAVAILABLE"]);
        expect(answer.body.engines).toEqual({ postgres: "ok", redis: "gone" });
      }

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
      const took = (all: { milliseconds: number }[]) => all.map(({ milliseconds }) => milliseconds);
      return { healthChecks: took(healths), requests: took([...joins, secondHold, charged, paid]) };
    },

    /** Asserts that the breaker closes by itself. */
    expectBack: () => expect.poll(async () => (await joinAsNewFan()).answer.status).toBe(201),
  };
}
