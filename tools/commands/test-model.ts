// npm run test:model: random stories at the real handlers and at a small model.  npm run test:model -- --runs 20000 --seed 7 --path 3:1:0
import { parseArgs } from "node:util";
import { print, runCommand, UserError } from "../cli";
import { startChild } from "../dev/child-process";
import { ensurePrismaClient } from "../generate/prisma-client";

const numeric = (name: string, text: string): string => {
  if (/^-?\d+$/.test(text)) return text;
  throw new UserError(`--${name} is a number`);
};

process.on("disconnect", () => process.exit(1)); // its launcher ended, and what it started ends with it

await runCommand(async () => {
  const options = { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" } } as const;
  const { values } = parseArgs({ options, args: process.argv.slice(2) });
  const runs = numeric("runs", values.runs ?? "2000");
  const seed = numeric("seed", values.seed ?? String(Date.now() % 2 ** 31));
  ensurePrismaClient();
  print(`${runs} stories, seed ${seed}. The same again: npm run test:model -- --runs ${runs} --seed ${seed}`);
  const env: NodeJS.ProcessEnv = { ...process.env, MODEL_RUNS: runs, MODEL_SEED: seed };
  if (values.path) env.MODEL_PATH = values.path;
  const vitest = startChild("Vitest", ["node_modules/vitest/vitest.mjs", "run", "tests/model/model.test.ts"], { env });
  process.exitCode = (await vitest.exited) ?? 1;
});
process.exit();
