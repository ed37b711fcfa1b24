import { print, step } from "../cli";
import { databaseDir } from "./data-dir";
import type { Secrets } from "./secrets";
import type { Engine } from "./services/launch";
import { startPostgres } from "./services/postgres";
import { stopStaleProcess } from "./services/stale-process";
import { startValkey } from "./services/valkey";
import type { Shutdown } from "./shutdown";
import { supervise } from "./supervisor";

// Preferred, so that a client's saved connection keeps working; another one is taken when these are in use.
const POSTGRES_PORT = 47432;
const VALKEY_PORT = 47379;

type Locations = { DATABASE_URL: string; REDIS_URL?: string };

/** Starts an engine and restarts it on the same port whenever it exits. */
async function startEmbedded(
  shutdown: Shutdown,
  preferred: number,
  start: (port: number) => Promise<Engine>,
): Promise<string> {
  let first: Engine | undefined;
  const there = async () => {
    const engine = await start(first?.port ?? preferred);
    first ??= engine;
    if (engine.port === first.port) return engine;
    await engine.stop();
    throw new Error(`its port ${first.port} is in use`);
  };
  return (await supervise(shutdown, there)).url;
}

const hostOf = (url: string) => new URL(url).host;

async function postgres(shutdown: Shutdown, password: string): Promise<string> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) {
    print("  ✓ PostgreSQL of DATABASE_URL");
    return DATABASE_URL;
  }
  const dataDir = await databaseDir();
  const start = async (port: number) => {
    await stopStaleProcess(dataDir); // before its port is looked at
    return startPostgres({ dataDir, password, port });
  };
  const run = () => startEmbedded(shutdown, POSTGRES_PORT, start);
  return step("Starting PostgreSQL", run, (url) => `PostgreSQL on ${hostOf(url)}`);
}

async function valkey(shutdown: Shutdown): Promise<string | undefined> {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL } = process.env;
  if (REDIS_URL || UPSTASH_REDIS_REST_URL) {
    print(`  ✓ Redis of ${UPSTASH_REDIS_REST_URL ? "UPSTASH_REDIS_REST_URL" : "REDIS_URL"}`);
    return REDIS_URL;
  }
  const run = () => startEmbedded(shutdown, VALKEY_PORT, (port) => startValkey({ port }));
  return step("Starting Valkey", run, (url) => `Valkey on ${hostOf(url)}`);
}

/** The servers the environment names, or embedded ones of our own for those it does not. */
export async function startServices(shutdown: Shutdown, { postgresPassword }: Secrets): Promise<Locations> {
  const DATABASE_URL = await postgres(shutdown, postgresPassword);
  const REDIS_URL = await valkey(shutdown);
  return REDIS_URL ? { DATABASE_URL, REDIS_URL } : { DATABASE_URL };
}
