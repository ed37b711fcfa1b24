import { rm } from "node:fs/promises";
import { expect, onTestFinished } from "vitest";
import { pool } from "@/lib/core/db";
import { startFaultyPostgres } from "@/tests/chaos/faulty-engines";
import { migrate } from "@/tools/database/migrations";
import { Shutdown } from "@/tools/dev/shutdown";
import { temporaryFolder } from "@/tools/testing/test-site";
import { makeFan, type TestUser } from "./fixtures";
import { sessionTokenOf } from "./http";
import { holdScenario } from "./scenarios";
import { startTestServer, type TestServer } from "./test-server";

export type TimedResponse = { status: number; code: string | undefined; milliseconds: number };

const REQUEST_TIMEOUT_SECONDS = "1";

async function startServer(settings: Record<string, string>): Promise<TestServer> {
  const server = await startTestServer({ REQUEST_TIMEOUT_SECONDS, LOG_LEVEL: "silent", ...settings });
  onTestFinished(() => server.stop());
  return server;
}

async function timedRequest({ port }: TestServer, path: string, init: RequestInit): Promise<TimedResponse> {
  const began = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code, milliseconds: performance.now() - began };
}

/** Holds of this fan wait for a lock for as long as `work` takes. */
export async function whileHoldsHang(fan: TestUser, work: () => Promise<void>): Promise<void> {
  const connection = await pool().connect();
  try {
    await connection.query("BEGIN");
    await connection.query("SELECT FROM allowance WHERE user_id = $1 FOR UPDATE", [fan.id]);
    await work();
  } finally {
    await connection.query("ROLLBACK");
    connection.release();
  }
}

/**
 * How a server answers whose request timeout is one second, and whose only connection is taken: the hold that waits with it for
 * a lock, and a request that waits for the connection. Afterwards it answers again.
 */
export async function requestsWithoutConnection(): Promise<TimedResponse[]> {
  const { fan, token, concert } = await holdScenario();
  const server = await startServer({ DATABASE_POOL_MAX: "1" });
  const [own, other] = await Promise.all(
    [fan, await makeFan()].map(async (user) => ({ authorization: `Bearer ${await sessionTokenOf(user)}` })),
  );
  expect((await timedRequest(server, "/api/wallet", { headers: own })).status).toBe(200);

  const responses: TimedResponse[] = [];
  await whileHoldsHang(fan, async () => {
    const hold = timedRequest(server, "/api/holds", {
      method: "POST",
      headers: { ...own, "queue-token": token, "content-type": "application/json" },
      body: JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [2] }),
    });
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    await expect.poll(async () => (await pool().query(waiting)).rowCount).toBe(1);
    responses.push(...(await Promise.all([hold, timedRequest(server, "/api/wallet", { headers: other })])));
  });
  await expect.poll(async () => (await timedRequest(server, "/api/wallet", { headers: other })).status).toBe(200);
  return responses;
}

/** How a server with a request timeout of one second answers while its Postgres is paused. Afterwards it answers again. */
export async function requestWithPausedPostgres(): Promise<TimedResponse> {
  const shutdown = new Shutdown();
  onTestFinished(() => shutdown.end());
  const folder = await temporaryFolder();
  shutdown.add({ name: "the folder", stop: () => rm(folder, { recursive: true, force: true }) });
  const postgres = await startFaultyPostgres(shutdown, folder, "a password");
  await migrate(postgres.url);
  const server = await startServer({ DATABASE_URL: postgres.url });
  const request = async () => {
    const newSession = { authorization: `Bearer ${await sessionTokenOf(await makeFan())}` };
    return timedRequest(server, "/api/wallet", { headers: newSession });
  };
  expect((await request()).status).toBe(401); // this database has no such user
  postgres.pause();
  try {
    return await request();
  } finally {
    postgres.resume();
    await expect.poll(async () => (await request()).status).toBe(401);
  }
}
