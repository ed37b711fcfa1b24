// npm run dev: the demo with hot reload. One process answers both the pages and /api.

import { print, runCommand } from "../cli";
import { runCron } from "../dev/cron";
import { printBanner, startDemoTraffic, startStack } from "../dev/demo-stack";
import { serveSources } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";

async function open(shutdown: Shutdown): Promise<void> {
  const stack = await startStack(shutdown, "dev");
  await serveSources(shutdown, stack.settings, stack.env);
  void runCron(stack.base, stack.settings.CRON_SECRET, shutdown.signal);
  await startDemoTraffic(shutdown, stack);
  printBanner(stack);
}

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();
await runCommand(async () => {
  print("Jari, with hot reload");
  await Promise.race([stopReason, open(shutdown)]);
  print(`\n  Stopping (${await stopReason}) …`);
});
await shutdown.end();
process.exit();
