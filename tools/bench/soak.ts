// npm run bench:soak: whether the memory of an API process becomes flat under ten minutes of load.  -- --minutes 1
import { parseArgs } from "node:util";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { startBenchStack } from "@/tools/bench/bench-stack";
import { runSoak } from "@/tools/bench/soak-run";
import { print, runCommand } from "../cli";
import { Shutdown } from "../dev/shutdown";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();

async function run(): Promise<void> {
  const stack = await startBenchStack(shutdown);
  const { name, value, unit, goal, met, detail } = await runSoak(stack, Number(values.minutes), (mebibytes) =>
    print(`  ${mebibytes.toFixed(0)} MiB`),
  );
  print(`${name}: ${value} ${unit} (goal ≤ ${goal}: ${met ? "met" : "NOT MET"}) · ${detail}`);
  if (!met) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await runCommand(async () => {
  await Promise.race([run(), stopReason]);
});
await shutdown.end();
process.exit();
