import { mkdir, rm, writeFile } from "node:fs/promises";
import { Agent, createServer, get, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { startServer } from "@/server/http-server";
import { MAX_PROXIED_REQUESTS, proxyToNext } from "@/server/next-proxy";
import { type FaultyEngine, startFaultyPostgres } from "@/tests/chaos/faulty-engines";
import { migrate } from "@/tools/database/migrations";
import { freePort } from "@/tools/dev/services/ports";
import { Shutdown } from "@/tools/dev/shutdown";
import { temporaryFolder } from "@/tools/testing/test-site";
import { makeFan } from "../../support/fixtures";
import { sessionTokenOf } from "../../support/http";
import { holdScenario } from "../../support/scenarios";
import { startTestServer, type TestServer } from "../../support/test-server";

const patiently: typeof expect.poll = (look) => expect.poll(look, { timeout: 20_000 });

const REQUEST_TIMEOUT_SECONDS = "1";
const WITHIN_MS = 4_000; // of one second: this machine does other things too; the engines' own patience is longer

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

const doors: TestServer[] = [];
async function open(settings: Record<string, string>): Promise<TestServer> {
  const door = await startTestServer({ REQUEST_TIMEOUT_SECONDS, LOG_LEVEL: "silent", ...settings });
  doors.push(door);
  return door;
}
afterEach(async () => {
  for (const door of doors.splice(0)) await door.stop();
});

type Sent = { method?: string; headers?: Record<string, string>; body?: string };

async function asked({ port }: TestServer, where: string, sent: Sent = {}) {
  const began = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${where}`, sent);
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code, milliseconds: performance.now() - began };
}

test("Postgres is told how long a lock, a statement and a transaction that does nothing may last", async () => {
  const settings = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"];
  const shown = await Promise.all(settings.map((name) => pool().query(`SHOW ${name}`)));
  expect(shown.map(({ rows: [row] }) => Object.values(row)[0])).toEqual(["3s", "10s", "15s"]);
});

test("a pool without a free connection ends nobody's patience", async () => {
  const { fan, token, concert } = await holdScenario();
  const door = await open({ DATABASE_POOL_MAX: "1" });
  const authorization = `Bearer ${await sessionTokenOf(fan)}`;
  const other = { authorization: `Bearer ${await sessionTokenOf(await makeFan())}` };
  expect((await asked(door, "/api/wallet", { headers: { authorization } })).status).toBe(200);

  const connection = await pool().connect();
  await connection.query("BEGIN");
  await connection.query("SELECT FROM allowance WHERE user_id = $1 FOR UPDATE", [fan.id]);
  const hold = {
    method: "POST",
    headers: { authorization, "queue-token": token, "content-type": "application/json" },
    body: JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [2] }),
  };
  const holds = asked(door, "/api/holds", hold);
  const stuck = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
  await patiently(async () => (await pool().query(stuck)).rowCount).toBe(1);
  const waits = [holds, asked(door, "/api/wallet", { headers: other })];
  for (const { status, code, milliseconds } of await Promise.all(waits)) {
    expect([status, code]).toEqual([503, "UNAVAILABLE"]);
    expect(milliseconds).toBeLessThan(WITHIN_MS);
  }
  await connection.query("ROLLBACK");
  connection.release();
  await patiently(async () => (await asked(door, "/api/wallet", { headers: other })).status).toBe(200);
});

test("a Postgres that stands still ends nobody's patience either", async () => {
  const stopping = new Shutdown();
  const folder = await temporaryFolder();
  stopping.add({ name: "the folder", stop: () => rm(folder, { recursive: true, force: true }) });
  const own: FaultyEngine = await startFaultyPostgres(stopping, folder, "a password");
  try {
    await migrate(own.url);
    const door = await open({ DATABASE_URL: own.url });
    const look = async () => {
      const session = { authorization: `Bearer ${await sessionTokenOf(await makeFan())}` }; // whom it has not met
      return asked(door, "/api/wallet", { headers: session });
    };
    expect((await look()).status).toBe(401); // a database of its own, which knows no fan
    own.pause();
    try {
      const { status, code, milliseconds } = await look();
      expect([status, code]).toEqual([503, "UNAVAILABLE"]);
      expect(milliseconds).toBeLessThan(WITHIN_MS);
    } finally {
      own.resume();
    }
    await patiently(async () => (await look()).status).toBe(401);
  } finally {
    await stopping.end();
  }
});

test("pages that do not come keep no more than so many waiting", async () => {
  const waiting = new Set<ServerResponse>();
  const silent = createServer((_, answer) => void waiting.add(answer));
  const pages = { port: await listening(silent), client: { address: "127.0.0.1", host: "jari.test", proto: "http" } };
  const front = createServer((incoming, outgoing) => proxyToNext(pages, incoming, outgoing));
  const port = await listening(front);
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const statuses: (number | undefined)[] = [];
  const look = () => {
    const asking = get({ agent, port, path: "/" }, ({ statusCode }) => statuses.push(statusCode));
    asking.on("error", () => {}); // hung up on at the end
    return asking;
  };
  const looks = Array.from({ length: MAX_PROXIED_REQUESTS }, look);
  await patiently(() => waiting.size).toBeGreaterThan(200); // the others wait for one of these connections
  await patiently(async () => {
    looks.push(look());
    return statuses;
  }).toContain(503);
  expect(statuses.every((status) => status === 503)).toBe(true);
  for (const asking of looks) asking.destroy();
  const isFree = () => [...waiting].every(({ destroyed, closed }) => destroyed || closed);
  await patiently(isFree).toBe(true);
  look();
  await patiently(isFree).toBe(false); // there is room again
  for (const server of [front, silent]) {
    server.closeAllConnections();
    server.close();
  }
});

const MORE_THAN_BUFFERS = 64 * 1024 * 1024; // bytes: what the system takes for a client that reads nothing is less

test("a client that takes nothing of its answer is cut off", async () => {
  const buildFolder = await temporaryFolder();
  await mkdir(path.join(buildFolder, "static"));
  await writeFile(path.join(buildFolder, "static/large.js.br"), Buffer.alloc(MORE_THAN_BUFFERS));
  const port = await freePort();
  const timeouts = { receiveTimeoutMs: 30_000, idleSocketTimeoutMs: 300 };
  const front = await startServer({
    host: "127.0.0.1",
    port,
    nextPort: 1,
    buildFolder,
    trustedHeader: undefined,
    ...timeouts,
  });
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.write("GET /_next/static/large.js HTTP/1.1\r\nHost: jari.test\r\nAccept-Encoding: br\r\n\r\n");
  const isCut = () => {
    socket.write("\r\n"); // which only a connection that still stands takes
    return socket.destroyed;
  };
  await expect.poll(isCut, { interval: 1_000, timeout: 20_000 }).toBe(true);
  await front.close();
  await rm(buildFolder, { recursive: true });
});
