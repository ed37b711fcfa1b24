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

/** Where a bench runs: its engines, a folder of its own, and how to start what is measured. */
export type BenchStack = { shutdown: Shutdown; folder: string; redisUrl: string; databaseUrl: string };

/** A fan with the header of their session. */
export type Fan = TestUser & { bearer: string };

const SECRET = "of the bench, which serves nobody but itself";

/** A database that is named by the environment is filled with fans: it has to be one for that. */
function namedEngines(): { databaseUrl?: string; redisUrl?: string } {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && !/bench/.test(new URL(databaseUrl).pathname))
    throw new UserError(
      "The bench fills its database with fans and concerts: DATABASE_URL must name one with bench in its name.",
    );
  return { databaseUrl: databaseUrl || undefined, redisUrl: redisUrl || undefined };
}

/** Engines of the bench's own, or those that DATABASE_URL and REDIS_URL name; this process uses them from now on. */
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
    CRON_SECRET: SECRET,
    LOG_LEVEL: "error",
    SESSION_SECONDS: "7200",
    RATE_LIMIT_MULTIPLIER: "1000000", // every request comes from one address; the counting stays
    API_MAX_CONCURRENT_REQUESTS: process.env.API_MAX_CONCURRENT_REQUESTS ?? "100000", // nobody is turned away; bench:overload does that
  });
  return { shutdown, folder, databaseUrl, redisUrl };
}

/** The front door of the product, in so many processes; the address of its API. */
export async function startServer(
  { shutdown }: BenchStack,
  processes = 1,
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    API_PROCESSES: String(processes),
    TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER,
  } as const;
  const child = startChild("The front door", [await bundleServer(), "1", "x-real-ip"], { env });
  await waitForHttp(`${url}/api/health`, child);
  return shutdown.add({ name: child.name, url, stop: child.stop });
}

/** The floors: `bytes` is what it answers where ours sends the same. */
export async function startBaseline(
  { shutdown, folder, redisUrl }: BenchStack,
  bytes: Buffer,
): Promise<{ url: string; stop(): Promise<void> }> {
  const file = path.join(folder, "bytes");
  await writeFile(file, bytes);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild("The floor", ["tools/bench/baselines/server.ts", String(port), redisUrl, file], {
    env: process.env,
  });
  await waitForHttp(`${url}/bare`, child);
  return shutdown.add({ name: child.name, url, stop: child.stop });
}

/** So many new fans, signed in. */
export async function signInFans(count: number, balance = 0): Promise<Fan[]> {
  const fans = await makeFans(count, { balance });
  return Promise.all(fans.map(async (fan) => ({ ...fan, bearer: `Bearer ${(await issueToken(fan)).token}` })));
}
