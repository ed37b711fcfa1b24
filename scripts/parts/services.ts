import { startPostgres } from "../engines/postgres";
import { startValkey } from "../engines/valkey";
import { databaseFolder } from "./home";
import { say, step } from "./say";
import type { Secrets } from "./secrets";
import type { Stopping } from "./stop";

// Preferred, so that a client's saved connection keeps working; another one is taken when these are in use.
const POSTGRES_PORT = 47432;
const VALKEY_PORT = 47379;

type Locations = { DATABASE_URL: string; REDIS_URL?: string };

const where = (url: string) => new URL(url).host;

async function postgres(stopping: Stopping, password: string): Promise<string> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) {
    say("  ✓ PostgreSQL of DATABASE_URL");
    return DATABASE_URL;
  }
  const dataDir = await databaseFolder();
  const start = () => startPostgres({ dataDir, password, port: POSTGRES_PORT });
  const engine = stopping.add(await step("Starting PostgreSQL", start, ({ url }) => `PostgreSQL on ${where(url)}`));
  watch(engine, stopping);
  return engine.url;
}

async function valkey(stopping: Stopping): Promise<string | undefined> {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL } = process.env;
  if (REDIS_URL || UPSTASH_REDIS_REST_URL) {
    say(`  ✓ Redis of ${UPSTASH_REDIS_REST_URL ? "UPSTASH_REDIS_REST_URL" : "REDIS_URL"}`);
    return REDIS_URL;
  }
  const start = () => startValkey({ port: VALKEY_PORT });
  const engine = stopping.add(await step("Starting Valkey", start, ({ url }) => `Valkey on ${where(url)}`));
  watch(engine, stopping);
  return engine.url;
}

/** An engine that ends unasked ends everything: a half-running demo helps nobody. */
export function watch(part: { name: string; gone: Promise<unknown> }, stopping: Stopping): void {
  void part.gone.then(() => {
    if (stopping.signal.aborted) return;
    say(`${part.name} has stopped; stopping the rest.`);
    process.exitCode = 1;
    process.kill(process.pid, "SIGTERM");
  });
}

/** The servers the environment names, or embedded ones of our own for those it does not. */
export async function startServices(stopping: Stopping, { postgresPassword }: Secrets): Promise<Locations> {
  const DATABASE_URL = await postgres(stopping, postgresPassword);
  const REDIS_URL = await valkey(stopping);
  return REDIS_URL ? { DATABASE_URL, REDIS_URL } : { DATABASE_URL };
}
