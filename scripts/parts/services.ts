import type { Engine } from "../engines/launch";
import { stopOrphan } from "../engines/orphan";
import { startPostgres } from "../engines/postgres";
import { startValkey } from "../engines/valkey";
import { databaseFolder } from "./home";
import { keepRunning } from "./keep-running";
import { say, step } from "./say";
import type { Secrets } from "./secrets";
import type { Stopping } from "./stop";

// Preferred, so that a client's saved connection keeps working; another one is taken when these are in use.
const POSTGRES_PORT = 47432;
const VALKEY_PORT = 47379;

type Locations = { DATABASE_URL: string; REDIS_URL?: string };

/** Starts an engine, and again where everybody knows it to be whenever it ends. */
async function embedded(
  stopping: Stopping,
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
  return (await keepRunning(stopping, there)).url;
}

const where = (url: string) => new URL(url).host;

async function postgres(stopping: Stopping, password: string): Promise<string> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) {
    say("  ✓ PostgreSQL of DATABASE_URL");
    return DATABASE_URL;
  }
  const dataDir = await databaseFolder();
  const start = async (port: number) => {
    await stopOrphan(dataDir); // before its port is looked at
    return startPostgres({ dataDir, password, port });
  };
  const run = () => embedded(stopping, POSTGRES_PORT, start);
  return step("Starting PostgreSQL", run, (url) => `PostgreSQL on ${where(url)}`);
}

async function valkey(stopping: Stopping): Promise<string | undefined> {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL } = process.env;
  if (REDIS_URL || UPSTASH_REDIS_REST_URL) {
    say(`  ✓ Redis of ${UPSTASH_REDIS_REST_URL ? "UPSTASH_REDIS_REST_URL" : "REDIS_URL"}`);
    return REDIS_URL;
  }
  const run = () => embedded(stopping, VALKEY_PORT, (port) => startValkey({ port }));
  return step("Starting Valkey", run, (url) => `Valkey on ${where(url)}`);
}

/** The servers the environment names, or embedded ones of our own for those it does not. */
export async function startServices(stopping: Stopping, { postgresPassword }: Secrets): Promise<Locations> {
  const DATABASE_URL = await postgres(stopping, postgresPassword);
  const REDIS_URL = await valkey(stopping);
  return REDIS_URL ? { DATABASE_URL, REDIS_URL } : { DATABASE_URL };
}
