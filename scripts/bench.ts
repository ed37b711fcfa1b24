// npm run bench: the hot paths beside what their engines can do, in one run.  npm run bench -- --quick
import { runBenches } from "@/bench/all";
import { openHouse } from "@/bench/house";
import { writeResults } from "@/bench/report/write";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { build, isBuilt } from "./parts/build";
import { command, say, step } from "./parts/say";
import { Stopping } from "./parts/stop";

const quick = process.argv.includes("--quick");
const size = quick ? { rounds: 3, roundMs: 300, quick } : { rounds: 9, roundMs: 1_000, quick };

const stopping = new Stopping();
const asked = stopping.asked();

async function run(): Promise<void> {
  const began = performance.now();
  const engines =
    `Postgres ${process.env.DATABASE_URL ? "of DATABASE_URL" : "18 embedded"}, ` +
    (process.env.REDIS_URL ? "Redis of REDIS_URL" : "Valkey in WebAssembly");
  const house = await openHouse(stopping);
  const withNext = !quick || (await isBuilt());
  if (withNext && !(await isBuilt())) await step("Building the pages", () => build({ quiet: true }));
  const rows = await runBenches(house, size, withNext);
  const seconds = (performance.now() - began) / 1_000;
  await writeResults(rows, { command: `npm run bench${quick ? " -- --quick" : ""}`, engines, seconds }, !quick);
  const missed = rows.filter(({ met }) => met === false);
  say(`\n${rows.length} rows in ${seconds.toFixed(0)} s, ${missed.length} below their goal; see bench/results`);
  await Promise.all([closeDb(), closeRedis()]);
}

await command(async () => {
  await Promise.race([run(), asked]);
});
await stopping.end();
process.exit();
