// npm run demo: everything, from nothing but Node, on http://localhost:3000.
import { build, isBuilt } from "../build";
import { print, runCommand, step } from "../cli";
import { runCron } from "../dev/cron";
import { printBanner, startDemoTraffic, startStack } from "../dev/demo-stack";
import { serveBuild } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";
import { runRequestedRehearsals } from "../rehearsal/runner";

async function open(shutdown: Shutdown): Promise<void> {
  const began = performance.now();
  const stack = await startStack(shutdown, "demo");
  if (await isBuilt()) print("  ✓ The pages are built");
  else
    await step(
      "Building the pages (half a minute, once)",
      () => build({ quiet: true }),
      () => "Built the pages",
    );
  await step("Starting the server", () => serveBuild(shutdown, stack.settings, stack.env));
  void runCron(stack.base, stack.settings.CRON_SECRET, shutdown.signal);
  Object.assign(process.env, stack.env); // for the rehearsals, which this process runs itself
  runRequestedRehearsals(stack.settings, shutdown);
  await startDemoTraffic(shutdown, stack);
  printBanner(stack);
  print(`  Ready in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();
await runCommand(async () => {
  print("Jari, the demo");
  await Promise.race([stopReason, open(shutdown)]);
  print(`\n  Stopping (${await stopReason}) …`);
});
await shutdown.end();
process.exit();
