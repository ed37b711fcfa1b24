import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres } from "@/scripts/engines/postgres";
import { isReachable } from "@/scripts/engines/reach";
import { startValkey } from "@/scripts/engines/valkey";
import { ensureClient } from "@/scripts/generate";
import { migrate } from "@/scripts/migrations";

const secret = () => randomBytes(32).toString("hex");

/** A new folder that the user PostgreSQL runs as can walk into. */
async function temporaryFolder(): Promise<string> {
  const base = (await isReachable(tmpdir())) ? tmpdir() : "/tmp";
  const folder = await mkdtemp(path.join(base, "jari-test-"));
  await chmod(folder, 0o755);
  return folder;
}

/** Engines of this run's own, on free ports, migrated; the workers find them in their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  ensureClient();
  const folder = await temporaryFolder();
  const [postgres, valkey] = await Promise.all([
    startPostgres({ dataDir: path.join(folder, "postgres"), password: secret(), durable: false }),
    startValkey(),
  ]);
  await migrate(postgres.url);
  Object.assign(process.env, {
    NODE_ENV: "test",
    DATABASE_URL: postgres.url,
    REDIS_URL: valkey.url,
    UPSTASH_REDIS_REST_URL: "",
    UPSTASH_REDIS_REST_TOKEN: "",
    NEXTAUTH_SECRET: secret(),
    CRON_SECRET: secret(),
    LOG_LEVEL: "silent",
  });
  return async () => {
    await Promise.all([postgres.stop(), valkey.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
