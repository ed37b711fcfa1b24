// npm run bench: every hot path beside its baseline, in one run.  npm run bench -- --quick

import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { startBenchStack } from "@/tools/bench/bench-stack";
import { writeResults } from "@/tools/bench/report/write";
import { runBenches } from "@/tools/bench/suite";
import { build, isBuilt } from "../build";
import { print, runCommand, step } from "../cli";
import { Shutdown } from "../dev/shutdown";

const quick = process.argv.includes("--quick");
const size = quick ? { rounds: 3, roundMs: 300, quick } : { rounds: 9, roundMs: 1_000, quick };

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();

async function run(): Promise<void> {
  const began = performance.now();
  const engines =
    `Postgres ${process.env.DATABASE_URL ? "of DATABASE_URL" : "18 embedded"}, ` +
    (process.env.REDIS_URL ? "Redis of REDIS_URL" : "Valkey in WebAssembly");
  const stack = await startBenchStack(shutdown);
  const withNext = !quick || (await isBuilt());
  if (withNext && !(await isBuilt())) await step("Building the pages", () => build({ quiet: true }));
  const rows = await runBenches(stack, size, withNext);
  const seconds = (performance.now() - began) / 1_000;
  await writeResults(rows, { command: `npm run bench${quick ? " -- --quick" : ""}`, engines, seconds }, !quick);
  const missed = rows.filter(({ met }) => met === false);
  print(`\n${rows.length} rows in ${seconds.toFixed(0)} s, ${missed.length} below their goal; see docs/bench`);
  await Promise.all([closeDb(), closeRedis()]);
}

await runCommand(async () => {
  await Promise.race([run(), stopReason]);
});
await shutdown.end();
process.exit();
