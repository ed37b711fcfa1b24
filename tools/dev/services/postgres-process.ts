import { spawn } from "node:child_process";
import pg from "pg";
import { runAsChild } from "./child-main";
import { type OsUser, postgresOsUser } from "./os-user";
import { postgresBinaries } from "./postgres-binaries";
import { ensureCluster } from "./postgres-cluster";
import { stopStaleProcess } from "./stale-process";
import { watchLog } from "./watch-log";

export type PostgresSettings = {
  dataDir: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** false: a crash may lose data. For tests alone. */
  durable: boolean;
};

const FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

async function createDatabase({ port, user, password, database }: PostgresSettings): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user, password, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Starts the server and waits until it accepts connections. @throws with the end of its log. */
async function serve(postgres: string, { dataDir, port, durable }: PostgresSettings, account: OsUser) {
  const flags = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "100", timezone: "UTC" };
  const args = ["-D", dataDir, "-p", String(port), ...(durable ? [] : FAST)];
  for (const [name, value] of Object.entries(flags)) args.push("-c", `${name}=${value}`);
  // A process group of its own: Ctrl-C in the terminal stops the launcher, and the launcher stops the engines last.
  const env = { ...process.env, LC_ALL: "C" };
  const server = spawn(postgres, args, { ...account, env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const { found, tail } = watchLog(server.stderr, /ready to accept (read-only )?connections/);
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    void found.then(resolve);
    void ended.then(() => reject(new Error(`the end of its log:\n${tail()}`)));
  });
  const stop = async () => {
    server.kill("SIGINT"); // fast shutdown: open transactions are rolled back
    await ended;
  };
  return { ended, stop };
}

runAsChild<PostgresSettings>(async (settings) => {
  const account = postgresOsUser();
  const { postgres, initdb } = await postgresBinaries();
  await stopStaleProcess(settings.dataDir);
  await ensureCluster(initdb, { ...settings, account });
  const { ended, stop } = await serve(postgres, settings, account);
  try {
    await createDatabase(settings);
  } catch (error) {
    await stop();
    throw error;
  }
  let isStopping = false;
  void ended.then(() => !isStopping && process.exit(1)); // the launcher learns of it by this process's end
  return () => {
    isStopping = true;
    return stop();
  };
});
