// npm start: serves the build with the servers and secrets of the environment, and ticks the cron routes.
import { env } from "@/lib/core/env";
import { requireFreePort } from "./parts/free";
import { command, say } from "./parts/say";
import { localBase, requireBuild, serveBuild } from "./parts/site";
import { Stopping } from "./parts/stop";
import { tickCron } from "./tick";

async function open(stopping: Stopping): Promise<void> {
  const settings = env();
  await requireFreePort(settings, "start");
  requireBuild(settings);
  await serveBuild(stopping, settings, { ...process.env, NODE_ENV: "production" });
  void tickCron(localBase(settings), settings.CRON_SECRET, stopping.signal);
  say(`Jari serves ${settings.NEXTAUTH_URL ?? localBase(settings)}`);
}

const stopping = new Stopping();
const asked = stopping.asked();
await command(async () => {
  await Promise.race([asked, open(stopping)]);
  say(`Stopping (${await asked})`);
});
await stopping.end();
process.exit();
