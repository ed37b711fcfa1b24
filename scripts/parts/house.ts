import { type Env, parseEnv } from "@/lib/core/env";
import { ensureClient } from "../generate";
import { migrate } from "../migrations";
import { runChild, startChild } from "./children";
import { requireFreePort } from "./free";
import { forget } from "./home";
import { keepRunning } from "./keep-running";
import { claim, requireAlone } from "./only-one";
import { Sentence, say, step } from "./say";
import { secrets } from "./secrets";
import { startServices } from "./services";
import { localBase } from "./site";
import type { Stopping } from "./stop";

export type House = { settings: Env; env: NodeJS.ProcessEnv; base: string };

const BEFORE_THE_SERVERS = { DATABASE_URL: "postgresql://embedded/jari", REDIS_URL: "redis://embedded" };

function defaults(mode: "production" | "development"): Record<string, string | undefined> {
  const NEXTAUTH_URL = process.env.NEXTAUTH_URL || `http://localhost:${process.env.PORT || 3000}`;
  const LOG_LEVEL = process.env.LOG_LEVEL || "warn";
  return { ...process.env, NODE_ENV: mode, NEXTAUTH_URL, LOG_LEVEL, JARI_DEMO: "1" };
}

async function reset(): Promise<void> {
  if (process.env.DATABASE_URL) {
    throw new Sentence("--reset empties the demo's own database alone. DATABASE_URL names yours; empty that by hand.");
  }
  await step("Forgetting what earlier starts have kept", forget);
}

/**
 * Everything a demo stands on, whether it serves a build or the sources: settings checked before anything starts,
 * servers, tables, client, seed.
 */
export async function raise(stopping: Stopping, name: "demo" | "dev"): Promise<House> {
  const known = defaults(name === "demo" ? "production" : "development");
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value));
  const secret = "x".repeat(32);
  const early = parseEnv({ ...BEFORE_THE_SERVERS, NEXTAUTH_SECRET: secret, CRON_SECRET: secret, ...given });
  const url = early.NEXTAUTH_URL ?? localBase(early);
  await requireAlone();
  await requireFreePort(early, name);
  if (process.argv.includes("--reset")) await reset();

  const kept = await secrets();
  await claim(url);
  const services = await startServices(stopping, kept);
  const own = { NEXTAUTH_SECRET: kept.nextauthSecret, CRON_SECRET: kept.cronSecret };
  const env: NodeJS.ProcessEnv = { ...own, ...given, ...services, NODE_ENV: early.NODE_ENV };
  const settings = parseEnv(env);
  await step(
    "Bringing the tables up to date",
    () => migrate(settings.DATABASE_URL),
    (applied) => (applied.length ? `Applied ${applied.length} migrations` : "The tables are up to date"),
  );
  await step("Generating the database client", async () => ensureClient());
  await step("Seeding the programme", () => runChild("The seed", ["prisma/seed.ts"], { env, quiet: true }));
  return { settings, env, base: localBase(settings) };
}

/** Sends in the demo's crowd: a process of its own that behaves like forty fans. */
export async function sendCrowd(stopping: Stopping, { env, base }: House): Promise<void> {
  await keepRunning(stopping, async () => startChild("The demo crowd", ["scripts/crowd.ts", base], { env }));
}

/** What somebody who has just started the demo needs to know. */
export function welcome({ settings }: House): void {
  say();
  say(`  Jari is open: ${settings.NEXTAUTH_URL}`);
  say();
  say("  Sign in as   admin@jari.test                       the admin page");
  say("               fan1@jari.test, fan2@…, fan3@…        fans with charged wallets");
  say("  Password     jari-demo-1234");
  say();
  say("  Ctrl-C stops everything. The data stays; `-- --reset` begins afresh.");
  say();
}
