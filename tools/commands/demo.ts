// npm run demo: everything, from nothing but Node, on http://localhost:3000.
import { build, isBuilt } from "../build";
import { print, runCommand, step } from "../cli";
import { runCron } from "../dev/cron";
import { printBanner, startDemoTraffic, startStack } from "../dev/demo-stack";
import { serveBuild } from "../dev/serve-site";
import { Shutdown } from "../dev/shutdown";

async function open(stopping: Shutdown): Promise<void> {
  const began = performance.now();
  const house = await startStack(stopping, "demo");
  if (await isBuilt()) print("  ✓ The pages are built");
  else
    await step(
      "Building the pages (half a minute, once)",
      () => build({ quiet: true }),
      () => "Built the pages",
    );
  await step("Opening the doors", () => serveBuild(stopping, house.settings, house.env));
  void runCron(house.base, house.settings.CRON_SECRET, stopping.signal);
  await startDemoTraffic(stopping, house);
  printBanner(house);
  print(`  Ready in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

const stopping = new Shutdown();
const asked = stopping.untilSignal();
await runCommand(async () => {
  print("Jari, the demo");
  await Promise.race([asked, open(stopping)]);
  print(`\n  Stopping (${await asked}) …`);
});
await stopping.end();
process.exit();
