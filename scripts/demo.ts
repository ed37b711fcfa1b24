// npm run demo: everything, from nothing but Node, on http://localhost:3000.
import { build, isBuilt } from "./parts/build";
import { raise, sendCrowd, welcome } from "./parts/house";
import { command, say, step } from "./parts/say";
import { serveBuild } from "./parts/site";
import { Stopping } from "./parts/stop";
import { tickCron } from "./tick";

async function open(stopping: Stopping): Promise<void> {
  const began = performance.now();
  const house = await raise(stopping, "demo");
  if (await isBuilt()) say("  ✓ The pages are built");
  else
    await step(
      "Building the pages (half a minute, once)",
      () => build({ quiet: true }),
      () => "Built the pages",
    );
  await step("Opening the doors", () => serveBuild(stopping, house.settings, house.env));
  void tickCron(house.base, house.settings.CRON_SECRET, stopping.signal);
  await sendCrowd(stopping, house);
  welcome(house);
  say(`  Ready in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

const stopping = new Stopping();
const asked = stopping.asked();
await command(async () => {
  say("Jari, the demo");
  await Promise.race([asked, open(stopping)]);
  say(`\n  Stopping (${await asked}) …`);
});
await stopping.end();
process.exit();
