// npm run bench:line: what joins, polls and waiting places cost in queues of three lengths, beside a bare sorted set.
import { rm } from "node:fs/promises";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { measureQueue, type QueueMeasurement } from "@/tools/bench/queue/measure";
import { print, runCommand } from "../cli";
import { startRedis } from "../dev/services/redis";
import { Shutdown } from "../dev/shutdown";
import { findTool, REDIS_SERVER } from "../testing/external-tools";
import { temporaryFolder, testEngines } from "../testing/test-site";

const LENGTHS = [1_000, 100_000, 1_000_000];
const GOALS = { poll: 0.7, growth: 1.5 };

const count = (value: number) => Math.round(value).toLocaleString("en-US");
const HEAD = "    waiting    polls/s  ratio    at once  ratio    joins/s  ratio  bytes/fan";
const row = ({ waiting, polls, pipelinedPolls, joins, bytesPerFan }: QueueMeasurement) => {
  const rates = [polls, pipelinedPolls, joins].map(
    ({ ours, ratio }) => `${count(ours).padStart(9)}  ${ratio.toFixed(2).padStart(5)}`,
  );
  return `  ${count(waiting).padStart(9)}  ${rates.join("  ")}  ${bytesPerFan.toFixed(0).padStart(9)}`;
};
const verdict = (met: boolean) => (met ? "met" : "NOT MET");

async function measure(name: string, url: string): Promise<void> {
  print(`\n${name}\n${HEAD}`);
  env().REDIS_URL = url;
  const began = performance.now();
  const measured = await measureQueue(url, { lengths: LENGTHS, rounds: 15, onMeasured: (one) => print(row(one)) });
  await closeRedis();
  const least = Math.min(...measured.map(({ polls }) => polls.ratio));
  const growth = measured.at(-1)?.growth ?? 0;
  print(
    `  a poll beside the bare script, at worst: ${least.toFixed(2)} (goal ${GOALS.poll}: ${verdict(least >= GOALS.poll)})`,
  );
  print(
    `  a poll in the longest line costs ${growth.toFixed(2)} of one in the shortest (goal ${GOALS.growth}: ${verdict(growth <= GOALS.growth)})`,
  );
  print(`  took ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** Runs `work` against the machine's redis-server, if there is one. */
async function withNative(shutdown: Shutdown, work: (url: string) => Promise<void>): Promise<void> {
  const file = findTool(REDIS_SERVER);
  if (!file) return print("\nNo redis-server here: a native Redis is not measured.");
  const folder = await temporaryFolder();
  shutdown.add({ name: "its folder", stop: () => rm(folder, { recursive: true, force: true }) });
  await work(shutdown.add(await startRedis({ file, folder })).url);
}

await runCommand(async () => {
  const shutdown = new Shutdown();
  try {
    const settings = await testEngines(shutdown);
    Object.assign(process.env, settings, {
      LOG_LEVEL: "silent",
      SESSION_SECONDS: "7200",
      RATE_LIMIT_MULTIPLIER: "1000",
    });
    await measure("Embedded: Valkey in WebAssembly, on this machine", settings.REDIS_URL ?? "");
    await withNative(shutdown, (url) => measure("Native: redis-server, on this machine", url));
    print(
      "\npolls, joins: over 50 connections, each with one call at a time. at once: 200 polls under way on one connection.",
    );
    print("ratio: to ZADD and ZRANK in a script, in the same rounds. longest and shortest: polled by turns, too.");
  } finally {
    await closeDb();
    await shutdown.end();
  }
});
process.exit();
