import { type Env, parseEnv } from "@/lib/core/env";
import { print, step, UserError } from "../cli";
import { migrate } from "../database/migrations";
import { ensurePrismaClient } from "../generate/prisma-client";
import { runChild, startChild } from "./child-process";
import { deleteData } from "./data-dir";
import { acquirePidLock, requireNotRunning } from "./pid-lock";
import { requireFreePort } from "./require-port";
import { loadSecrets } from "./secrets";
import { localBaseUrl } from "./serve-site";
import type { Shutdown } from "./shutdown";
import { startServices } from "./start-services";
import { supervise } from "./supervisor";

export type DemoStack = { settings: Env; env: NodeJS.ProcessEnv; base: string };

const PLACEHOLDER_URLS = { DATABASE_URL: "postgresql://embedded/jari", REDIS_URL: "redis://embedded" };

function defaults(mode: "production" | "development"): Record<string, string | undefined> {
  const NEXTAUTH_URL = process.env.NEXTAUTH_URL || `http://localhost:${process.env.PORT || 3000}`;
  const LOG_LEVEL = process.env.LOG_LEVEL || "warn";
  return { ...process.env, NODE_ENV: mode, NEXTAUTH_URL, LOG_LEVEL, JARI_DEMO: "1" };
}

async function reset(): Promise<void> {
  if (process.env.DATABASE_URL) {
    throw new UserError("--reset empties the demo's own database alone. DATABASE_URL names yours; empty that by hand.");
  }
  await step("Deleting the data of earlier starts", deleteData);
}

/**
 * Everything a demo stands on, whether it serves a build or the sources: settings checked before anything starts,
 * servers, tables, client, seed.
 */
export async function startStack(shutdown: Shutdown, name: "demo" | "dev"): Promise<DemoStack> {
  const withDefaults = defaults(name === "demo" ? "production" : "development");
  const given = Object.fromEntries(Object.entries(withDefaults).filter(([, value]) => value));
  const secret = "x".repeat(32);
  const early = parseEnv({ ...PLACEHOLDER_URLS, NEXTAUTH_SECRET: secret, CRON_SECRET: secret, ...given });
  const url = early.NEXTAUTH_URL ?? localBaseUrl(early);
  await requireNotRunning();
  await requireFreePort(early, name);
  if (process.argv.includes("--reset")) await reset();

  const secrets = await loadSecrets();
  await acquirePidLock(url);
  const services = await startServices(shutdown, secrets);
  const own = { NEXTAUTH_SECRET: secrets.nextauthSecret, CRON_SECRET: secrets.cronSecret };
  const env: NodeJS.ProcessEnv = { ...own, ...given, ...services, NODE_ENV: early.NODE_ENV };
  const settings = parseEnv(env);
  await step(
    "Bringing the tables up to date",
    () => migrate(settings.DATABASE_URL),
    (applied) => (applied.length ? `Applied ${applied.length} migrations` : "The tables are up to date"),
  );
  await step("Generating the database client", async () => ensurePrismaClient());
  await step("Seeding the programme", () => runChild("The seed", ["prisma/seed/index.ts"], { env, quiet: true }));
  return { settings, env, base: localBaseUrl(settings) };
}

/** Starts the demo traffic: a process of its own with forty users. */
export async function startDemoTraffic(shutdown: Shutdown, { env, base }: DemoStack): Promise<void> {
  await supervise(shutdown, async () =>
    startChild("The demo traffic", ["tools/dev/demo-traffic/main.ts", base], { env }),
  );
}

/** Prints the address and the logins of the demo. */
export function printBanner({ settings }: DemoStack): void {
  print();
  print(`  Jari is open: ${settings.NEXTAUTH_URL}`);
  print();
  print("  Sign in as   admin@jari.test                       the admin page");
  print("               fan1@jari.test, fan2@…, fan3@…        fans with charged wallets");
  print("  Password     jari-demo-1234");
  print();
  print("  Ctrl-C stops everything. The data stays; `-- --reset` begins afresh.");
  print();
}
