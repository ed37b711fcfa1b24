import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { makeFan } from "@/tests/support/fixtures";
import { api } from "@/tests/support/http";
import { bearer, type ChildRequest, post, requestInChild } from "@/tests/support/run-in-child";
import { holdScenario, newKey } from "@/tests/support/scenarios";

const CLOSED_PORT = "127.0.0.1:1";
const noRedis = { REDIS_URL: `redis://${CLOSED_PORT}`, UPSTASH_REDIS_REST_URL: "" };
const noPostgres = { DATABASE_URL: `postgresql://jari:secret@${CLOSED_PORT}/jari` };

const without = async (engine: Record<string, string>, requests: ChildRequest[]) =>
  (await requestInChild(engine, requests)).answers;

describe("GET /api/health", () => {
  test("is 200 while Postgres and Redis answer", async () => {
    const { status, body } = await api("GET", "/api/health");
    expect([status, body]).toEqual([200, { status: "ok", engines: { postgres: "ok", redis: "ok" } }]);
  });

  test.each([
    [noRedis, { postgres: "ok", redis: "gone" }],
    [noPostgres, { postgres: "gone", redis: "ok" }],
  ])("says which engine is down", async (settings, engines) => {
    const [health] = await without(settings, [{ path: "/api/health" }]);
    expect([health?.status, health?.body.code, health?.body.engines]).toEqual([503, "UNAVAILABLE", engines]);
  });

  test("says so of engines that accept a connection and do not answer", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const mute = {
      DATABASE_URL: `postgresql://jari:secret@127.0.0.1:${port}/jari`,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      UPSTASH_REDIS_REST_URL: "",
    };
    const [health] = await without(mute, [{ path: "/api/health" }]);
    silent.close();
    expect([health?.status, health?.body.engines]).toEqual([503, { postgres: "gone", redis: "gone" }]);
  });
});

test("without Redis nobody joins or signs in, but fans who hold seats can pay", async () => {
  const scene = await holdScenario({ balance: 50_000 });
  const other = await makeFan();
  const inside = { ...(await bearer(scene.fan)), "queue-token": scene.token };
  const hold = { scheduleId: scene.concert.scheduleId, seatNumbers: [2] };
  const [join, sign, held, paid] = await without(noRedis, [
    post("/api/queue", { concertId: scene.concert.id }, await bearer(other)),
    post("/api/sessions", { email: other.email, password: other.password }),
    post("/api/holds", hold, inside),
    post("/api/payments", { reservationIds: scene.reservationIds }, { ...inside, "idempotency-key": newKey() }),
  ]);
  for (const refused of [join, held]) expect([refused?.status, refused?.body.code]).toEqual([503, "QUEUE_UNAVAILABLE"]);
  expect([sign?.status, sign?.body.code]).toEqual([503, "UNAVAILABLE"]);
  for (const refused of [join, sign, held]) expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
  expect([paid?.status, paid?.body.balance]).toEqual([201, 0]);
});

test("without Postgres the API answers 503", async () => {
  const session = await bearer(await makeFan());
  const [wallet, charge, concerts] = await without(noPostgres, [
    { path: "/api/wallet", headers: session },
    post("/api/wallet/charges", { amount: 1 }, { ...session, "idempotency-key": newKey() }),
    post("/api/queue", { concertId: "9223372036854775806" }, session),
  ]);
  for (const refused of [wallet, charge]) {
    expect([refused?.status, refused?.body.code]).toEqual([503, "UNAVAILABLE"]);
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
  }
  expect([404, 503]).toContain(concerts?.status);
});

test("an unexpected error is a 500 whose request id is in the log, without secrets", async () => {
  const database = new URL(process.env.DATABASE_URL ?? "");
  database.pathname = "/postgres"; // a database without our tables
  const session = await bearer(await makeFan());
  const { answers, log } = await requestInChild({ DATABASE_URL: database.href, LOG_LEVEL: "error" }, [
    { path: "/api/wallet?limit=7", headers: session },
  ]);
  const [broken] = answers;
  expect([broken?.status, broken?.body.code, broken?.body.title]).toEqual([500, "INTERNAL", "Something broke"]);
  const lines = log.filter((line) => line.includes(broken?.headers["x-request-id"] ?? "no id"));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ route: "/api/wallet", method: "GET" });
  for (const secret of [session.authorization.slice(7), database.password]) expect(log.join()).not.toContain(secret);
});
