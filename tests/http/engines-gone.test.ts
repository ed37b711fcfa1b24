import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { checkAnswer } from "@/tests/support/contract";
import { makeFan } from "@/tests/support/fixtures";
import { api, sessionTokenOf } from "@/tests/support/http";
import { holding, newKey } from "@/tests/support/http-scenes";

type Answer = {
  status: number;
  headers: Record<string, string>;
  milliseconds: number;
  body: Record<string, unknown>;
};
type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string };

const NOBODY_LISTENS = "127.0.0.1:1";
const noRedis = { REDIS_URL: `redis://${NOBODY_LISTENS}`, UPSTASH_REDIS_REST_URL: "" };
const noPostgres = { DATABASE_URL: `postgresql://jari:secret@${NOBODY_LISTENS}/jari` };

/** The answers of a process with other settings, and what it logged. */
async function askedOf(
  settings: Record<string, string>,
  asked: Asked[],
): Promise<{ answers: Answer[]; log: string[] }> {
  const args = ["--import", "tsx", "tests/support/http-alone.ts", JSON.stringify(asked)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...settings } });
  const lines = stdout.trim().split("\n");
  const answers: Answer[] = JSON.parse(lines.at(-1) ?? "");
  for (const [at, { status, headers, body }] of answers.entries())
    checkAnswer(asked[at]?.method ?? "GET", asked[at]?.path ?? "", { status, headers: new Headers(headers) }, body);
  return { answers, log: lines.slice(0, -1) };
}

const without = async (engine: Record<string, string>, asked: Asked[]) => (await askedOf(engine, asked)).answers;

const post = (path: string, body: object, headers: Record<string, string> = {}): Asked => ({
  path,
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const bearer = async (who: Parameters<typeof sessionTokenOf>[0]) => ({
  authorization: `Bearer ${await sessionTokenOf(who)}`,
});

describe("GET /api/health", () => {
  test("is well when both engines answer", async () => {
    const { status, body } = await api("GET", "/api/health");
    expect([status, body]).toEqual([200, { status: "ok", engines: { postgres: "ok", redis: "ok" } }]);
  });

  test.each([
    [noRedis, { postgres: "ok", redis: "gone" }],
    [noPostgres, { postgres: "gone", redis: "ok" }],
  ])("says within a second which engine is gone", async (gone, engines) => {
    const [health] = await without(gone, [{ path: "/api/health" }]);
    expect([health?.status, health?.body.code, health?.body.engines]).toEqual([503, "UNAVAILABLE", engines]);
    expect(health?.milliseconds).toBeLessThan(1_000);
  });
});

test("without Redis nobody gets in and nobody guesses passwords, but who holds seats can pay", async () => {
  const scene = await holding({ balance: 50_000 });
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

test("without Postgres the API says so", async () => {
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

test("what nobody foresaw is a 500 with an id that finds it in the log, and the log keeps secrets", async () => {
  const database = new URL(process.env.DATABASE_URL ?? "");
  database.pathname = "/postgres"; // a database without our tables
  const session = await bearer(await makeFan());
  const { answers, log } = await askedOf({ DATABASE_URL: database.href, LOG_LEVEL: "error" }, [
    { path: "/api/wallet?limit=7", headers: session },
  ]);
  const [broken] = answers;
  expect([broken?.status, broken?.body.code, broken?.body.title]).toEqual([500, "INTERNAL", "Something broke"]);
  const told = log.filter((line) => line.includes(broken?.headers["x-request-id"] ?? "no id"));
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0] ?? "")).toMatchObject({ route: "/api/wallet", method: "GET" });
  for (const secret of [session.authorization.slice(7), database.password]) expect(log.join()).not.toContain(secret);
});
