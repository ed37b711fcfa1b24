import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { bundleServer } from "@/server/build/bundle-server";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { sessionTokenOf } from "@/tests/support/http";
import { holdScenario, joinActive, paymentScenario } from "@/tests/support/scenarios";
import { findBrokenSeats } from "@/tests/support/seat-invariants";
import { type Child, startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";

// A client that repeats a POST ten times at once, and again after a crash of the server, changes the world once. The front
// door is a process of its own, killed while all four kinds of work are under way in Postgres.
const TIMES = 10;
const PRICE = 50_000;

let base: string;
let door: Child;

async function openDoor(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const settings = { HOST: "127.0.0.1", PORT: String(port), API_PROCESSES: "1", RATE_LIMIT_MULTIPLIER: "100" };
  const env = { ...process.env, ...settings, NODE_ENV: "production" as const, LOG_LEVEL: "error" };
  door = startChild("The front door", [await bundleServer(), "1"], { env });
  await waitForHttp(`${base}/api/health`, door);
}
beforeEach(openDoor);
afterEach(() => door.stop());

async function crash(): Promise<void> {
  process.kill(door.pid, "SIGKILL");
  await door.exited;
}

type Post = { path: string; init: RequestInit };
type ResponseSummary = { status: number; code?: string; replayed: boolean; retryAfter: string | null; body: unknown };

async function post(as: TestUser, path: string, body?: unknown, token?: string): Promise<Post> {
  const headers = {
    authorization: `Bearer ${await sessionTokenOf(as)}`,
    "idempotency-key": randomUUID(),
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(token && { "queue-token": token }),
  };
  return { path, init: { method: "POST", headers, body: body === undefined ? null : JSON.stringify(body) } };
}

/** The response to a repeated request; null when the server died meanwhile. */
const responseTo = async ({ path, init }: Post): Promise<ResponseSummary | null> => {
  const answer = await fetch(base + path, init).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (!answer || !body) return null;
  const { status, headers } = answer;
  return {
    status,
    code: body.code,
    replayed: headers.has("idempotency-replayed"),
    retryAfter: headers.get("retry-after"),
    body,
  };
};
const allAtOnce = (posts: Post[]) =>
  Promise.all(posts.map((one) => Promise.all(Array.from({ length: TIMES }, () => responseTo(one)))));

type Scene = {
  posts: Post[];
  concert: TestConcert;
  people: { charging: TestUser; holder: TestUser; payer: TestUser; refunder: TestUser };
};

async function makeScene(): Promise<Scene> {
  const concert = await makeConcert({ price: PRICE });
  const [charging, holder] = [await makeFan(), await makeFan()];
  const held = await holdScenario({ concert, seatNumbers: [2], balance: PRICE });
  const paid = await paymentScenario({ concert, seatNumbers: [3], balance: PRICE });
  const request = { scheduleId: concert.scheduleId, seatNumbers: [1] };
  const posts = await Promise.all([
    post(charging, "/api/wallet/charges", { amount: PRICE }),
    post(holder, "/api/holds", request, await joinActive(holder, concert)),
    post(held.fan, "/api/payments", { reservationIds: held.reservationIds }, held.token),
    post(paid.fan, `/api/payments/${paid.paymentId}/refund`),
  ]);
  return { posts, concert, people: { charging, holder, payer: held.fan, refunder: paid.fan } };
}

/** Stands in the way of all four: of the hold at its allowance, of the others at their wallets. */
async function inTheWay({ concert, people }: Scene): Promise<pg.PoolClient> {
  const { charging, holder, payer, refunder } = people;
  const blocker = await pool().connect();
  await blocker.query("BEGIN");
  await blocker.query("INSERT INTO allowance (concert_id, user_id, seat_limit) VALUES ($1, $2, 4)", [
    concert.id,
    holder.id,
  ]);
  const ids = [charging.id, payer.id, refunder.id];
  await blocker.query("SELECT 1 FROM wallet WHERE user_id = ANY ($1) ORDER BY user_id FOR UPDATE", [ids]);
  return blocker;
}

const WAITING = "wait_event_type = 'Lock' AND datname = current_database()";
const count = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rowCount ?? 0;
const until = (what: () => Promise<number>, number: number) => expect.poll(what, { interval: 10 }).toBe(number);

/** Ten of each at once, and the server killed when one of each is at work and the others got their 409. */
async function crashInTheMiddle(scene: Scene): Promise<pg.PoolClient> {
  const blocker = await inTheWay(scene);
  let responses = 0;
  const first = scene.posts.flatMap((one) =>
    Array.from({ length: TIMES }, () => responseTo(one).finally(() => responses++)),
  );
  await until(() => count(`SELECT 1 FROM pg_stat_activity WHERE ${WAITING}`), scene.posts.length);
  await until(async () => responses, scene.posts.length * (TIMES - 1));
  await crash();
  for (const answer of await Promise.all(first))
    if (answer) expect([answer.status, answer.code, answer.retryAfter]).toEqual([409, "IDEMPOTENCY_IN_FLIGHT", "1"]);
  return blocker;
}

async function theWorldChangedOnce({ concert, people }: Scene): Promise<void> {
  const balances = async ({ id }: TestUser) => {
    const { rows } = await pool().query("SELECT balance::int FROM wallet WHERE user_id = $1", [id]);
    return rows[0]?.balance;
  };
  const { charging, payer, refunder } = people;
  expect(await Promise.all([charging, payer, refunder].map(balances))).toEqual([PRICE, 0, PRICE]);
  const { rows } = await pool().query(
    "SELECT s.number, r.status::text FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.concert_id = $1 ORDER BY 1",
    [concert.id],
  );
  expect(rows.map(({ number, status }) => [number, status])).toEqual([
    [1, "RESERVING"],
    [2, "RESERVED"],
    [3, "CANCELED"],
  ]);
  expect(await findBrokenSeats(concert)).toEqual([]);
}

test("a request committed while the server was killed gets its response when it is repeated", async () => {
  const scene = await makeScene();
  const blocker = await crashInTheMiddle(scene);
  await blocker.query("ROLLBACK");
  blocker.release();
  const keys = scene.posts.map(({ init }) => new Headers(init.headers).get("idempotency-key"));
  await until(() => count("SELECT 1 FROM idempotency_key WHERE key = ANY ($1)", [keys]), scene.posts.length);
  await theWorldChangedOnce(scene);
  await openDoor();
  for (const answers of await allAtOnce(scene.posts)) {
    for (const one of answers) expect([one?.status, one?.replayed]).toEqual([201, true]);
    expect(new Set(answers.map((one) => JSON.stringify(one?.body))).size).toBe(1);
  }
  await theWorldChangedOnce(scene);
});

test("a request rolled back when the server was killed is done once by those that repeat it", async () => {
  const scene = await makeScene();
  const blocker = await crashInTheMiddle(scene);
  await pool().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${WAITING}`);
  await blocker.query("ROLLBACK");
  blocker.release();
  await until(() => count(`SELECT 1 FROM pg_stat_activity WHERE ${WAITING}`), 0);
  await openDoor();
  for (const answers of await allAtOnce(scene.posts)) {
    const done = answers.filter((one) => one?.status === 201).map((one) => one?.body);
    expect(done.length).toBeGreaterThan(0);
    for (const body of done) expect(body).toEqual(done[0]);
    for (const one of answers)
      expect(["201", "409 IDEMPOTENCY_IN_FLIGHT"]).toContain([one?.status, one?.code].filter(Boolean).join(" "));
  }
  for (const answers of await allAtOnce(scene.posts))
    for (const one of answers) expect([one?.status, one?.replayed]).toEqual([201, true]);
  await theWorldChangedOnce(scene);
});
