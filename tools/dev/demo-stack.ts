import { type Env, parseEnv } from "@/lib/core/env";
import { DEMO_PASSWORD } from "@/prisma/seed/accounts";
import { print, step, UserError } from "../cli";
import { migrate } from "../database/migrations";
import { ensurePrismaClient } from "../generate/prisma-client";
import { runChild, startChild } from "./child-process";
import { deleteData } from "./data-dir";
import { acquirePidLock, requireNotRunning } from "./pid-lock";
import { requireLoopback } from "./require-loopback";
import { requireFreePort } from "./require-port";
import { loadSecrets } from "./secrets";
import { localBaseUrl } from "./serve-site";
import type { Shutdown } from "./shutdown";
import { startServices } from "./start-services";
import { supervise } from "./supervisor";

export type DemoStack = { settings: Env; env: NodeJS.ProcessEnv; base: string; isSeeded: boolean };

const PLACEHOLDER_URLS = { DATABASE_URL: "postgresql://embedded/jari", REDIS_URL: "redis://embedded" };

/** A database of the operator's is seeded by hand alone: the password of the seed's admin is published. */
const wantsSeed = (args: string[]) => !process.env.DATABASE_URL || args.includes("--seed");

function defaults(mode: "production" | "development", isSeeded: boolean): Record<string, string | undefined> {
  const NEXTAUTH_URL = process.env.NEXTAUTH_URL || `http://localhost:${process.env.PORT || 3000}`;
  const LOG_LEVEL = process.env.LOG_LEVEL || "warn";
  return { ...process.env, NODE_ENV: mode, NEXTAUTH_URL, LOG_LEVEL, ...(isSeeded && { JARI_DEMO: "1" }) };
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
export async function startStack(
  shutdown: Shutdown,
  name: "demo" | "dev",
  args = process.argv.slice(2),
): Promise<DemoStack> {
  const isSeeded = wantsSeed(args);
  const withDefaults = defaults(name === "demo" ? "production" : "development", isSeeded);
  const given = Object.fromEntries(Object.entries(withDefaults).filter(([, value]) => value));
  const secret = "x".repeat(32);
  const early = parseEnv({ ...PLACEHOLDER_URLS, NEXTAUTH_SECRET: secret, CRON_SECRET: secret, ...given });
  const url = early.NEXTAUTH_URL ?? localBaseUrl(early);
  requireLoopback(early);
  await requireNotRunning();
  await requireFreePort(early, name);
  if (args.includes("--reset")) await reset();

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
  if (isSeeded)
    await step("Seeding the programme", () => runChild("The seed", ["prisma/seed/index.ts"], { env, quiet: true }));
  else print("  ✓ Seeded nothing, since DATABASE_URL names a database of yours; `-- --seed` would");
  return { settings, env, base: localBaseUrl(settings), isSeeded };
}

/** Starts the demo traffic, a process of its own with forty users of the seed; nothing where nothing was seeded. */
export async function startDemoTraffic(shutdown: Shutdown, { env, base, isSeeded }: DemoStack): Promise<void> {
  if (!isSeeded) return;
  await supervise(shutdown, async () =>
    startChild("The demo traffic", ["tools/dev/demo-traffic/main.ts", base], { env }),
  );
}

function printLogins(): void {
  print("  Sign in as   admin@jari.test                       the admin page");
  print("               fan1@jari.test, fan2@…, fan3@…        fans with charged wallets");
  print(`  Password     ${DEMO_PASSWORD}`);
  print();
}

/** Prints the address of the demo and, where it was seeded, its logins. */
export function printBanner({ settings, isSeeded }: DemoStack): void {
  print();
  print(`  Jari is open: ${settings.NEXTAUTH_URL}`);
  print();
  if (isSeeded) printLogins();
  print(`  Ctrl-C stops everything. The data stays${process.env.DATABASE_URL ? "" : "; `-- --reset` begins afresh"}.`);
  print();
}
