// npm start: serves the build with the servers and secrets of the environment, and ticks the cron routes.
import { env } from "@/lib/core/env";
import { print, runCommand } from "../cli";
import { runCron } from "../dev/cron";
import { requireFreePort } from "../dev/require-port";
import { localBaseUrl, requireBuild, serveBuild } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";

async function open(stopping: Shutdown): Promise<void> {
  const settings = env();
  await requireFreePort(settings, "start");
  requireBuild(settings);
  await serveBuild(stopping, settings, { ...process.env, NODE_ENV: "production" });
  void runCron(localBaseUrl(settings), settings.CRON_SECRET, stopping.signal);
  print(`Jari serves ${settings.NEXTAUTH_URL ?? localBaseUrl(settings)}`);
}

const stopping = new Shutdown();
const asked = stopping.untilSignal();
await runCommand(async () => {
  await Promise.race([asked, open(stopping)]);
  print(`Stopping (${await asked})`);
});
await stopping.end();
process.exit();
