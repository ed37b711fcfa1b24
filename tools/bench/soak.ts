// npm run bench:soak: whether the memory of an API process becomes flat under ten minutes of load.  -- --minutes 1
import { parseArgs } from "node:util";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { startBenchStack } from "@/tools/bench/bench-stack";
import { runSoak } from "@/tools/bench/soak-run";
import { print, runCommand } from "../cli";
import { Shutdown } from "../dev/shutdown";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const stopping = new Shutdown();
const asked = stopping.untilSignal();

async function run(): Promise<void> {
  const house = await startBenchStack(stopping);
  const { name, value, unit, goal, met, detail } = await runSoak(house, Number(values.minutes), (mebibytes) =>
    print(`  ${mebibytes.toFixed(0)} MiB`),
  );
  print(`${name}: ${value} ${unit} (goal ≤ ${goal}: ${met ? "met" : "NOT MET"}) · ${detail}`);
  if (!met) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await runCommand(async () => {
  await Promise.race([run(), asked]);
});
await stopping.end();
process.exit();
