// npm test: lint, types, every test, on engines, ports and a build of its own.  npm test -- lint types unit
import { ENV_NAMES } from "@/lib/core/env";
import { print, runCommand, UserError } from "../cli";
import { ensurePrismaClient } from "../generate/prisma-client";
import { ON_DEMAND, STAGES } from "../testing/pipeline";
import type { Step } from "../testing/steps";

for (const name of ENV_NAMES) delete process.env[name]; // whatever the caller has set, the tests bring their own
process.env.NEXT_DIST_DIR = ".next-test"; // a demo that runs beside them keeps its build

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort());
process.on("disconnect", () => stopping.abort());

const minutes = (ms: number) => `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;

type Result = { name: string; passed: number; failed: number; seconds: number };

async function runStep({ name, run }: Step): Promise<Result> {
  print(`\n— ${name}`);
  const began = performance.now();
  const count = await run(stopping.signal).catch((error: Error) => {
    print(error instanceof UserError ? error.message : (error.stack ?? error.message));
    return { passed: 0, failed: 1 };
  });
  return { name, ...count, seconds: (performance.now() - began) / 1000 };
}

function select(parts: string[]): Step[][][] {
  const known = new Set([...STAGES.flat(2), ...ON_DEMAND].map(({ part }) => part));
  const unknown = parts.find((part) => !known.has(part));
  if (unknown) throw new UserError(`There is no part "${unknown}". The parts are: ${[...known].join(", ")}`);
  const wanted = ({ part }: Step) => parts.length === 0 || parts.includes(part);
  const stages = STAGES.map((lanes) => lanes.map((lane) => lane.filter(wanted)));
  return [...stages, [ON_DEMAND.filter(({ part }) => parts.includes(part))]];
}

async function runLane(lane: Step[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const step of lane) {
    if (!stopping.signal.aborted) results.push(await runStep(step));
  }
  return results;
}

/** Installs what the steps need, and asks, while somebody still sits at the terminal; later steps install nothing. */
async function prepare(stages: Step[][][]): Promise<void> {
  ensurePrismaClient();
  for (const { prepare } of stages.flat(2)) await prepare?.();
  process.env.JARI_INSTALL = "0";
}

await runCommand(async () => {
  const began = performance.now();
  const stages = select(process.argv.slice(2));
  await prepare(stages);
  const results: Result[] = [];
  for (const lanes of stages) results.push(...(await Promise.all(lanes.map(runLane))).flat());
  if (stopping.signal.aborted) throw new UserError("Stopped.");
  print();
  for (const { name, passed, failed, seconds } of results) {
    const tests = passed + failed ? `, ${passed} passed, ${failed} failed` : "";
    print(`${failed ? "✗" : "✓"} ${name} (${seconds.toFixed(1)} s${tests})`);
  }
  const sum = (pick: (result: Result) => number) => results.reduce((total, result) => total + pick(result), 0);
  const failed = sum((result) => result.failed);
  print();
  print(`${sum((result) => result.passed)} passed, ${failed} failed, in ${minutes(performance.now() - began)}`);
  if (failed) process.exitCode = 1;
});
process.exit();
