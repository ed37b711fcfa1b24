import { mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { startServer } from "@/server/http-server";
import { freePort } from "@/tools/dev/services/ports";
import { temporaryFolder } from "@/tools/testing/test-site";
import { requestsWithoutConnection, requestWithPausedPostgres } from "../../support/stalled-postgres";

test("every Postgres connection has a lock, a statement and an idle-transaction timeout", async () => {
  const settings = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"];
  const shown = await Promise.all(settings.map((name) => pool().query(`SHOW ${name}`)));
  expect(shown.map(({ rows: [row] }) => Object.values(row)[0])).toEqual(["3s", "10s", "15s"]);
});

test("a request without a free connection is answered 503, and the server recovers", async () => {
  for (const { status, code } of await requestsWithoutConnection())
    expect([status, code]).toEqual([503, "UNAVAILABLE"]);
});

test("a request to a paused Postgres is answered 503, and the server recovers", async () => {
  expect(await requestWithPausedPostgres()).toMatchObject({ status: 503, code: "UNAVAILABLE" });
});

const MORE_THAN_BUFFERS = 64 * 1024 * 1024; // bytes: what the system takes for a client that reads nothing is less

test("a client that does not read its response is disconnected", async () => {
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
  await expect.poll(isCut, { interval: 1_000 }).toBe(true);
  await front.close();
  await rm(buildFolder, { recursive: true });
});
