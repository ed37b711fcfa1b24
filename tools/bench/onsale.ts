// npm run bench:onsale: one whole on-sale by whole fans, alone and behind nginx.  -- --quick · --fans N --seats N
import { parseArgs } from "node:util";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { startBenchStack } from "@/tools/bench/bench-stack";
import { textChart } from "@/tools/bench/onsale/chart";
import type { Moment } from "@/tools/bench/onsale/run-onsale";
import { type OnsaleSize, playOnsale, seedFans } from "@/tools/bench/onsale/stage";
import { type Part, writeOnsale } from "@/tools/bench/onsale/write";
import { findTool, NGINX } from "@/tools/testing/external-tools";
import { build, isBuilt } from "../build";
import { print, runCommand, step } from "../cli";
import { Shutdown } from "../dev/shutdown";
import type { Row } from "./row";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean" },
    fans: { type: "string" },
    seats: { type: "string" },
    "without-nginx": { type: "boolean" },
  },
});
const fans = Number(values.fans ?? (values.quick ? 2_000 : 20_000));
const seats = Number(values.seats ?? (values.quick ? 200 : 2_000));
const size: OnsaleSize = { fans, seats, withinMs: 60_000, timeoutMs: 180_000 };
const isWhole = !values.quick && !values.fans && !values.seats && !values["without-nginx"];
const PROGRESS_EVERY = 5; // seconds

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();
const whole = (value: number) => Math.round(value).toLocaleString("en-US");

function progressPrinter(): (moment: Moment) => void {
  let reports = 0;
  return ({ atMs, arrived, joined, inside, seats, requests, refusals, cpu }) => {
    if (reports++ % PROGRESS_EVERY !== 0) return;
    const busy = Object.entries(cpu).map(([group, seconds]) => `${group} ${(100 * seconds).toFixed(0)} %`);
    print(
      `  ${String(Math.round(atMs / 1_000)).padStart(4)} s  ${whole(arrived)} came, ${whole(joined)} joined, ${whole(inside)} inside, ${whole(seats)} seats sold, ${whole(requests)} requests, ${whole(refusals)} refused · ${busy.join(", ")}`,
    );
  };
}

function printRow({ name, value, unit, goal, atMost, met, detail }: Row): void {
  const target = goal === null ? "" : ` (goal ${atMost ? "≤" : "≥"} ${goal}: ${met ? "met" : "NOT MET"})`;
  print(`  ${name}: ${value} ${unit}${target} · ${detail}`);
}

async function run(): Promise<void> {
  const stack = await startBenchStack(shutdown);
  if (!(await isBuilt())) await step("Building the pages", () => build({ quiet: true }));
  const crowd = await step(`Signing in ${whole(fans)} fans`, () => seedFans(fans));
  const about = `${whole(fans)} fans, ${whole(seats)} seats`;
  const nginxFile = findTool(NGINX) ?? undefined;
  const stages = [
    { title: `${about}, one process`, processes: 1 },
    ...(nginxFile && !values["without-nginx"]
      ? [{ title: `${about}, two processes behind nginx`, processes: 2, nginxFile }]
      : []),
  ];
  const parts: Part[] = [];
  for (const { title, ...how } of stages) {
    print(`\n${title}`);
    const { rows, result } = await playOnsale({ stack, size, fans: crowd, ...how, onMoment: progressPrinter() });
    print(`\n${textChart(result.moments)}\n`);
    rows.forEach(printRow);
    parts.push({ title, rows, moments: result.moments });
  }
  if (!nginxFile) print("\n  nginx is not installed (Debian: apt-get install nginx): the part behind it was left out.");
  await writeOnsale(
    parts,
    `npm run bench:onsale${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(" ")}` : ""}`,
    isWhole,
  );
  if (parts.some(({ rows }) => rows.some(({ met }) => met === false))) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
}

await runCommand(async () => {
  await Promise.race([run(), stopReason]);
});
await shutdown.end();
process.exit();
