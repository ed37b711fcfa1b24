import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { issueToken } from "@/lib/auth/session";
import { freePort } from "@/scripts/engines/ports";
import { startPostgres } from "@/scripts/engines/postgres";
import { startValkey } from "@/scripts/engines/valkey";
import { migrate } from "@/scripts/migrations";
import { answers } from "@/scripts/parts/answers";
import { startChild } from "@/scripts/parts/children";
import { packDoor } from "@/scripts/parts/pack-door";
import { Sentence } from "@/scripts/parts/say";
import type { Stopping } from "@/scripts/parts/stop";
import { CLIENT_ADDRESS } from "@/scripts/serving/visitor";
import { temporaryFolder } from "@/scripts/testing/site";
import { makeFans, type TestUser } from "@/tests/support/fixtures";

/** Where a bench runs: its engines, a folder of its own, and how to start what is measured. */
export type House = { stopping: Stopping; folder: string; redisUrl: string; databaseUrl: string };

/** A fan with the header of their session. */
export type Fan = TestUser & { bearer: string };

const SECRET = "of the bench, which serves nobody but itself";

/** A database that is named by the environment is filled with fans: it has to be one for that. */
function named(): { databaseUrl?: string; redisUrl?: string } {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && !/bench/.test(new URL(databaseUrl).pathname))
    throw new Sentence(
      "The bench fills its database with fans and concerts: DATABASE_URL must name one with bench in its name.",
    );
  return { databaseUrl: databaseUrl || undefined, redisUrl: redisUrl || undefined };
}

/** Engines of the bench's own, or those that DATABASE_URL and REDIS_URL name; this process uses them from now on. */
export async function openHouse(stopping: Stopping): Promise<House> {
  const given = named();
  const folder = await temporaryFolder();
  stopping.add({ name: "its folder", stop: () => rm(folder, { recursive: true, force: true }) });
  await mkdir(path.join(folder, "nginx"), { recursive: true });
  const [databaseUrl, redisUrl] = await Promise.all([
    given.databaseUrl ??
      startPostgres({ dataDir: path.join(folder, "postgres"), password: "bench" }).then(
        (engine) => stopping.add(engine).url,
      ),
    given.redisUrl ?? startValkey().then((engine) => stopping.add(engine).url),
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
    API_REQUESTS_AT_ONCE: process.env.API_REQUESTS_AT_ONCE ?? "100000", // nobody is turned away; bench:overload does that
  });
  return { stopping, folder, databaseUrl, redisUrl };
}

/** The front door of the product, in so many processes; the address of its API. */
export async function startFront({ stopping }: House, processes = 1): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    API_PROCESSES: String(processes),
    TRUSTED_PROXY_HEADER: CLIENT_ADDRESS,
  } as const;
  const child = startChild("The front door", [await packDoor(), "1", "x-real-ip"], { env });
  await answers(`${url}/api/health`, child);
  return stopping.add({ name: child.name, url, stop: child.stop });
}

/** The floors: `bytes` is what it answers where ours sends the same. */
export async function startFloor(
  { stopping, folder, redisUrl }: House,
  bytes: Buffer,
): Promise<{ url: string; stop(): Promise<void> }> {
  const file = path.join(folder, "bytes");
  await writeFile(file, bytes);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild("The floor", ["bench/floors/server.ts", String(port), redisUrl, file], { env: process.env });
  await answers(`${url}/bare`, child);
  return stopping.add({ name: child.name, url, stop: child.stop });
}

/** So many new fans, signed in. */
export async function signedIn(count: number, balance = 0): Promise<Fan[]> {
  const fans = await makeFans(count, { balance });
  return Promise.all(fans.map(async (fan) => ({ ...fan, bearer: `Bearer ${(await issueToken(fan)).token}` })));
}
