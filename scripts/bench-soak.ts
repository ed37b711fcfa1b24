// npm run bench:soak: whether the memory of an API process becomes flat under ten minutes of load.  -- --minutes 1
import { parseArgs } from "node:util";
import { openHouse } from "@/bench/house";
import { soak } from "@/bench/soak";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { command, say } from "./parts/say";
import { Stopping } from "./parts/stop";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const stopping = new Stopping();
const asked = stopping.asked();

async function run(): Promise<void> {
  const house = await openHouse(stopping);
  const { name, value, unit, goal, met, detail } = await soak(house, Number(values.minutes), (mebibytes) =>
    say(`  ${mebibytes.toFixed(0)} MiB`),
  );
  say(`${name}: ${value} ${unit} (goal ≤ ${goal}: ${met ? "met" : "NOT MET"}) · ${detail}`);
  if (!met) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await command(async () => {
  await Promise.race([run(), asked]);
});
await stopping.end();
process.exit();
