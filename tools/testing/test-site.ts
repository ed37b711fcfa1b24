import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "@/lib/core/env";
import { migrate } from "../database/migrations";
import { runChild } from "../dev/child-process";
import { runCron } from "../dev/cron";
import { localBaseUrl, serveBuild } from "../dev/serve-site";
import { isReachable } from "../dev/services/permissions";
import { freePort } from "../dev/services/ports";
import { startPostgres } from "../dev/services/postgres";
import { startValkey } from "../dev/services/valkey";
import { Shutdown } from "../dev/shutdown";

type Settings = Record<string, string>;

const secret = () => randomBytes(32).toString("hex");

/** A new folder that the user PostgreSQL runs as can walk into. */
export async function temporaryFolder(): Promise<string> {
  const base = (await isReachable(tmpdir())) ? tmpdir() : "/tmp";
  const folder = await mkdtemp(path.join(base, "jari-test-"));
  await chmod(folder, 0o755);
  return folder;
}

/** New, migrated engines on free ports, and the settings of an app that uses them. */
export async function testEngines(shutdown: Shutdown): Promise<Settings> {
  const folder = await temporaryFolder();
  shutdown.add({ name: "the folder", stop: () => rm(folder, { recursive: true, force: true }) });
  const [postgres, valkey] = await Promise.all([
    startPostgres({ dataDir: path.join(folder, "postgres"), password: secret(), durable: false }),
    startValkey(),
  ]);
  for (const engine of [postgres, valkey]) shutdown.add(engine);
  await migrate(postgres.url);
  return {
    DATABASE_URL: postgres.url,
    REDIS_URL: valkey.url,
    UPSTASH_REDIS_REST_URL: "",
    UPSTASH_REDIS_REST_TOKEN: "",
    NEXTAUTH_SECRET: secret(),
    CRON_SECRET: secret(),
  };
}

/** A seeded production server of the tests' build on engines and ports of its own; `settings` tell tests where it is. */
export async function testSite(): Promise<{ settings: Settings; stop(): Promise<void> }> {
  const shutdown = new Shutdown();
  try {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const settings: Settings = {
      ...(await testEngines(shutdown)),
      NEXTAUTH_URL: url,
      JARI_E2E_URL: url,
      HOST: "127.0.0.1",
      PORT: String(port),
      JARI_DEMO: "1",
      LOG_LEVEL: "warn",
      RATE_LIMIT_MULTIPLIER: "1000", // every test comes from one address
      WEBHOOK_ALLOW_PRIVATE: "1", // theirs listen on this machine
    };
    const env: NodeJS.ProcessEnv = { ...process.env, ...settings, NODE_ENV: "production" };
    await runChild("The seed", ["prisma/seed/index.ts"], { env, quiet: true });
    const parsed = parseEnv(env);
    await serveBuild(shutdown, parsed, env);
    void runCron(localBaseUrl(parsed), parsed.CRON_SECRET, shutdown.signal);
    return { settings, stop: () => shutdown.end() };
  } catch (error) {
    await shutdown.end();
    throw error;
  }
}
