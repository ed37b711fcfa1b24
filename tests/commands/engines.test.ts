import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Engine } from "@/tools/dev/services/launch";
import { startPostgres } from "@/tools/dev/services/postgres";
import { startValkey } from "@/tools/dev/services/valkey";
import { temporaryFolder } from "@/tools/testing/test-site";

const password = "a password of the test";
const started = z.object({ url: z.string(), port: z.number(), keepers: z.array(z.number()) });

let folder: string;
let dataDir: string;
const engines: Engine[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = path.join(folder, "postgres");
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

async function keep(starting: Promise<Engine>): Promise<Engine> {
  const engine = await starting;
  engines.push(engine);
  return engine;
}

async function launcher() {
  const args = ["--import", "tsx", "tests/commands/start-engines.ts", dataDir, password];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (!child.stdout) throw new Error("it has no output");
  const [line] = await once(createInterface(child.stdout), "line");
  return { child, ...started.parse(JSON.parse(String(line))) };
}

const postmaster = () => Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);

/** Whether a process runs; one that has ended and is not yet collected by its parent does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function query<Row extends pg.QueryResultRow>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

describe("embedded engines", () => {
  test("exit when their launcher is killed, and the next start finds the data", async () => {
    const { child, url, keepers } = await launcher();
    const server = postmaster();
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    child.kill("SIGKILL");
    await expect.poll(() => [...keepers, server].filter(runs)).toEqual([]);

    const again = await keep(startPostgres({ dataDir, password }));
    expect(await query(again.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("start again after everything but the PostgreSQL server was killed", async () => {
    const { child, url, keepers } = await launcher();
    const orphan = postmaster();
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    for (const pid of [child.pid ?? 0, ...keepers]) process.kill(pid, "SIGKILL");
    await expect.poll(() => keepers.filter(runs)).toEqual([]);
    expect(runs(orphan)).toBe(true);

    const again = await keep(startPostgres({ dataDir, password }));
    expect(runs(orphan)).toBe(false);
    expect(await query(again.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("take another port when the preferred one is in use", async () => {
    const first = await keep(startValkey());
    const second = await keep(startValkey({ port: first.port }));
    expect(second.port).not.toBe(first.port);
  });

  test("report why they could not start", async () => {
    const { port } = await keep(startPostgres({ dataDir, password: "the first one" }));
    await engines.splice(0)[0]?.stop();
    await expect(startPostgres({ dataDir, password: "another one", port })).rejects.toThrow(
      /^PostgreSQL did not start: .*password authentication failed/,
    );
  });
});
