// npm run bench:overload: three times as many visitors as can be served, for a minute.  -- --quick · --at-once 1000
import { parseArgs } from "node:util";
import { openHouse } from "@/bench/house";
import { overload } from "@/bench/overload/run";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { command, say } from "./parts/say";
import { Stopping } from "./parts/stop";

const { values } = parseArgs({ options: { quick: { type: "boolean" }, "at-once": { type: "string" } } });
const stopping = new Stopping();
const asked = stopping.asked();

async function run(): Promise<void> {
  process.env.API_REQUESTS_AT_ONCE = values["at-once"] ?? ""; // to compare: with very many, nobody is turned away
  const house = await openHouse(stopping);
  const rows = await overload(house, values.quick ? 10 : 60, (line) => say(`  ${line}`));
  for (const { name, value, unit, goal, met, detail, atMost } of rows)
    say(`${name}: ${value} ${unit} (goal ${atMost ? "≤" : "≥"} ${goal}: ${met ? "met" : "NOT MET"}) · ${detail}`);
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await command(async () => {
  await Promise.race([run(), asked]);
});
await stopping.end();
process.exit();
