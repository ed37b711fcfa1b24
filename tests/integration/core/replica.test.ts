import { execFile } from "node:child_process";
import { chown, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cachedSeatMap, loadSeatMap, statusAt } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { closeReplica, replicaStatement } from "@/lib/core/replica";
import type { Engine } from "@/tools/dev/services/launch";
import { startPostgres } from "@/tools/dev/services/postgres";
import { temporaryFolder } from "@/tools/testing/test-site";
import { makeConcert } from "../../support/fixtures";
import { holdScenario } from "../../support/scenarios";

const copyWithOwners = (from: string, to: string) => promisify(execFile)("cp", ["-a", from, to]);

let folder: string;
let replica: Engine;
let control: pg.Pool;

/** A copy of the running primary, made as PostgreSQL's documentation describes a base backup with the low-level API. */
async function startReplica(): Promise<Engine> {
  const backup = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await backup.connect();
  const { rows } = await backup.query<{ dir: string; user: string; port: string }>(
    "SELECT current_setting('data_directory') AS dir, current_user AS user, current_setting('port') AS port",
  );
  const [{ dir, user, port } = { dir: "", user: "", port: "" }] = rows;
  const password = decodeURIComponent(new URL(process.env.DATABASE_URL ?? "").password);
  const dataDir = path.join(folder, "postgres");
  await backup.query("SELECT pg_backup_start('replica', true)");
  await copyWithOwners(dir, dataDir);
  const stopped = await backup.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
  await backup.end();
  await rm(path.join(dataDir, "postmaster.pid"));
  const primary = `host=127.0.0.1 port=${port} user=${user} password=${password}`;
  const files = {
    backup_label: stopped.rows[0]?.labelfile ?? "",
    "standby.signal": "",
    "postgresql.auto.conf": `primary_conninfo = '${primary}'\n`,
  };
  const owner = await stat(dataDir);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(dataDir, name), text);
    await chown(path.join(dataDir, name), owner.uid, owner.gid);
  }
  return startPostgres({ dataDir, password, durable: false });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  replica = await startReplica();
  process.env.DATABASE_REPLICA_URL = replica.url;
  control = new pg.Pool({ connectionString: replica.url, max: 1 });
  control.on("error", () => undefined); // when the replica is stopped
});
afterAll(async () => {
  await control.end();
  await closeReplica();
  await replica.stop();
  await rm(folder, { recursive: true, force: true });
});

const whereAmI = replicaStatement<{ replica: boolean }>("where_am_i", "SELECT pg_is_in_recovery() AS replica");
const isOnReplica = async () => (await whereAmI())[0]?.replica;
const countConcerts = replicaStatement<{ count: number }>(
  "count_concerts",
  "SELECT count(*)::int AS count FROM concert",
);

beforeEach(async () => {
  await expect.poll(isOnReplica).toBe(true);
});

test("reads the replica once it is known to be fresh, and shows there what was written", async () => {
  const seatNumbers = [1, 2];
  const { concert } = await holdScenario({ seatNumbers });
  await expect
    .poll(async () => {
      const snapshot = await cachedSeatMap(concert.scheduleId);
      return seatNumbers.map((number) => statusAt(snapshot, snapshot.hall.indexByNumber.get(number) ?? -1));
    })
    .toEqual(seatNumbers.map(() => "TEMPORARY"));
  expect(await isOnReplica()).toBe(true);
});

test("a replica that does not replay is not read after a second, and again when it has caught up", async () => {
  await control.query("SELECT pg_wal_replay_pause()");
  const concert = await makeConcert(); // which the replica does not know
  await expect.poll(isOnReplica).toBe(false);
  expect((await loadSeatMap(concert.scheduleId)).hall.seats.length).toBeGreaterThan(0);
  await control.query("SELECT pg_wal_replay_resume()");
  await expect.poll(isOnReplica).toBe(true);
});

test("a statement that fails on the replica is answered by the primary", async () => {
  const asPrimary = replicaStatement<{ done: boolean }>(
    "fails_on_replica",
    "SELECT pg_current_wal_lsn() IS NOT NULL AS done",
  );
  expect(await asPrimary()).toEqual([{ done: true }]);
});

test("when the replica is gone, everything is read from the primary", async () => {
  await replica.stop();
  await expect.poll(isOnReplica).toBe(false);
  const { rows } = await pool().query<{ count: number }>("SELECT count(*)::int AS count FROM concert");
  expect(await countConcerts()).toEqual(rows);
});
