// npm run dev: the demo with hot reload. One process answers both the pages and /api.

import { print, runCommand } from "../cli";
import { runCron } from "../dev/cron";
import { printBanner, startDemoTraffic, startStack } from "../dev/demo-stack";
import { serveSources } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";

async function open(stopping: Shutdown): Promise<void> {
  const house = await startStack(stopping, "dev");
  await serveSources(stopping, house.settings, house.env);
  void runCron(house.base, house.settings.CRON_SECRET, stopping.signal);
  await startDemoTraffic(stopping, house);
  printBanner(house);
}

const stopping = new Shutdown();
const asked = stopping.untilSignal();
await runCommand(async () => {
  print("Jari, with hot reload");
  await Promise.race([asked, open(stopping)]);
  print(`\n  Stopping (${await asked}) …`);
});
await stopping.end();
process.exit();
