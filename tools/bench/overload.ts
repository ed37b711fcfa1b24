// npm run bench:overload: three times as many visitors as the server can handle, for a minute.  -- --quick · --at-once 1000
import { parseArgs } from "node:util";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { startBenchStack } from "@/tools/bench/bench-stack";
import { runOverload } from "@/tools/bench/overload/run";
import { print, runCommand } from "../cli";
import { Shutdown } from "../dev/shutdown";

const { values } = parseArgs({ options: { quick: { type: "boolean" }, "at-once": { type: "string" } } });
const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();

async function run(): Promise<void> {
  process.env.API_MAX_CONCURRENT_REQUESTS = values["at-once"] ?? ""; // with very many, nothing is shed
  const stack = await startBenchStack(shutdown);
  const rows = await runOverload(stack, values.quick ? 10 : 60, (line) => print(`  ${line}`));
  for (const { name, value, unit, goal, met, detail, atMost } of rows)
    print(`${name}: ${value} ${unit} (goal ${atMost ? "≤" : "≥"} ${goal}: ${met ? "met" : "NOT MET"}) · ${detail}`);
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await runCommand(async () => {
  await Promise.race([run(), stopReason]);
});
await shutdown.end();
process.exit();
