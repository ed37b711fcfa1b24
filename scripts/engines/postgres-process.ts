import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { postgresAccount } from "./account";
import { binaries } from "./binaries";
import { ensureCluster } from "./cluster";
import { keep } from "./keeper";
import { stopOrphan } from "./orphan";

export type PostgresSettings = {
  dataDir: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** false: a crash may lose data. For tests alone. */
  durable: boolean;
};

const DURABLE = ["-c", "fsync=on"];
const FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
const TAIL_CHARACTERS = 2_000;

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

keep<PostgresSettings>(async (settings) => {
  const { dataDir, port, durable } = settings;
  const account = postgresAccount();
  const { postgres, initdb } = await binaries();
  await stopOrphan(dataDir);
  await ensureCluster(initdb, { ...settings, account });

  const flags = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "100", timezone: "UTC" };
  const args = ["-D", dataDir, "-p", String(port), ...(durable ? DURABLE : FAST)];
  for (const [name, value] of Object.entries(flags)) args.push("-c", `${name}=${value}`);
  // A process group of its own: Ctrl-C in the terminal stops the launcher, and the launcher stops the engines last.
  const server = spawn(postgres, args, {
    ...account,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  const ended = once(server, "close");
  let tail = "";
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.stderr.on("data", (chunk) => {
      tail = (tail + chunk).slice(-TAIL_CHARACTERS);
      if (tail.includes("ready to accept connections")) resolve();
    });
    server.on("close", () => reject(new Error(`the end of its log:\n${tail.trim()}`)));
  });
  server.on("close", () => process.exit(1)); // it ended unasked: so does this process, and the launcher learns of it
  await createDatabase(settings);

  return async () => {
    server.removeAllListeners("close");
    const stopped = server.exitCode === null && server.signalCode === null ? once(server, "close") : ended;
    server.kill("SIGINT"); // fast shutdown: open transactions are rolled back
    await stopped;
  };
});
