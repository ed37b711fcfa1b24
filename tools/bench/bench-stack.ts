import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { issueToken } from "@/lib/auth/session";
import { bundleServer } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { makeFans, type TestUser } from "@/tests/support/fixtures";
import { UserError } from "@/tools/cli";
import { migrate } from "@/tools/database/migrations";
import { startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { startPostgres } from "@/tools/dev/services/postgres";
import { startValkey } from "@/tools/dev/services/valkey";
import type { Shutdown } from "@/tools/dev/shutdown";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { temporaryFolder } from "@/tools/testing/test-site";

/** The engines and the folder of a bench, and how to start what it measures. */
export type BenchStack = { shutdown: Shutdown; folder: string; redisUrl: string; databaseUrl: string };

/** A fan with an Authorization header. */
export type Fan = TestUser & { bearer: string };

const SECRET = "a secret of the bench, which serves nothing else";

/** The engines that the environment names. The bench fills its database, so its name must contain `bench`. */
function namedEngines(): { databaseUrl?: string; redisUrl?: string } {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && !/bench/.test(new URL(databaseUrl).pathname))
    throw new UserError(
      "The bench fills its database with fans and concerts: DATABASE_URL must name one with bench in its name.",
    );
  return { databaseUrl: databaseUrl || undefined, redisUrl: redisUrl || undefined };
}

/** Starts engines, or uses those of DATABASE_URL and REDIS_URL, and sets this process's environment to them. */
export async function startBenchStack(shutdown: Shutdown): Promise<BenchStack> {
  const given = namedEngines();
  const folder = await temporaryFolder();
  shutdown.add({ name: "its folder", stop: () => rm(folder, { recursive: true, force: true }) });
  await mkdir(path.join(folder, "nginx"), { recursive: true });
  const [databaseUrl, redisUrl] = await Promise.all([
    given.databaseUrl ??
      startPostgres({ dataDir: path.join(folder, "postgres"), password: "bench" }).then(
        (engine) => shutdown.add(engine).url,
      ),
    given.redisUrl ?? startValkey().then((engine) => shutdown.add(engine).url),
  ]);
  await migrate(databaseUrl);
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    UPSTASH_REDIS_REST_URL: "",
    UPSTASH_REDIS_REST_TOKEN: "",
    NEXTAUTH_SECRET: SECRET,
    NEXTAUTH_URL: "",
    ALLOWED_HOSTS: "jari.test", // what the load generator names
    CRON_SECRET: SECRET,
    LOG_LEVEL: "error",
    SESSION_SECONDS: "7200",
    RATE_LIMIT_MULTIPLIER: "1000000", // all requests come from one address; limits are still counted
    API_MAX_CONCURRENT_REQUESTS: process.env.API_MAX_CONCURRENT_REQUESTS ?? "100000", // sheds nothing; bench:overload measures that
  });
  return { shutdown, folder, databaseUrl, redisUrl };
}

/**
 * Starts the production server in this many processes, with other settings where `settings` names them; without pages unless
 * Next has a port.
 */
export async function startServer(
  { shutdown }: BenchStack,
  processes = 1,
  settings: Record<string, string> = {},
  nextPort = 1,
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    API_PROCESSES: String(processes),
    TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER,
  } as const;
  const child = startChild("The server", [await bundleServer(), String(nextPort), "x-real-ip"], { env });
  await waitForHttp(`${url}/api/health`, child);
  return shutdown.add({ name: child.name, url, stop: child.stop });
}

/** Starts the baselines; `bytes` is what /bytes answers. */
export async function startBaseline(
  { shutdown, folder, redisUrl }: BenchStack,
  bytes: Buffer,
): Promise<{ url: string; stop(): Promise<void> }> {
  const file = path.join(folder, "bytes");
  await writeFile(file, bytes);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild("The baseline", ["tools/bench/baselines/server.ts", String(port), redisUrl, file], {
    env: process.env,
  });
  await waitForHttp(`${url}/bare`, child);
  return shutdown.add({ name: child.name, url, stop: child.stop });
}

/** Creates `count` signed-in fans. */
export async function signInFans(count: number, balance = 0): Promise<Fan[]> {
  const fans = await makeFans(count, { balance });
  return Promise.all(fans.map(async (fan) => ({ ...fan, bearer: `Bearer ${(await issueToken(fan)).token}` })));
}
