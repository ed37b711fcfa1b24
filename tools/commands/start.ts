// npm start: serves the build with the servers and secrets of the environment, and ticks the cron routes.
import { env } from "@/lib/core/env";
import { print, runCommand } from "../cli";
import { rejectPublishedPasswords } from "../database/published-passwords";
import { runCron } from "../dev/cron";
import { requireFreePort } from "../dev/require-port";
import { localBaseUrl, requireBuild, serveBuild } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";
import { runRequestedRehearsals } from "../rehearsal/runner";

async function open(shutdown: Shutdown): Promise<void> {
  const settings = env();
  await requireFreePort(settings, "start");
  await rejectPublishedPasswords(settings.DATABASE_URL);
  requireBuild(settings);
  await serveBuild(shutdown, settings, { ...process.env, NODE_ENV: "production" });
  void runCron(localBaseUrl(settings), settings.CRON_SECRET, shutdown.signal);
  runRequestedRehearsals(settings, shutdown);
  print(`Jari serves ${settings.NEXTAUTH_URL ?? localBaseUrl(settings)}`);
}

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();
await runCommand(async () => {
  await Promise.race([stopReason, open(shutdown)]);
  print(`Stopping (${await stopReason})`);
});
await shutdown.end();
process.exit();
