// npm run fuzz: 100,000 requests that nobody means, at the front door (tests/fuzz).
//   npm run fuzz -- --requests=5000 --seed=7   npm run fuzz -- --seed=7 --path=3:1:0   plays again what a run has printed
import { parseArgs } from "node:util";
import { runCommand } from "../cli";
import { startChild } from "../dev/child-process";

process.on("disconnect", () => process.exit(1)); // its launcher ended, and what it started ends with it

await runCommand(async () => {
  const { values } = parseArgs({
    options: { requests: { type: "string", default: "100000" }, seed: { type: "string" }, path: { type: "string" } },
  });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    FUZZ_REQUESTS: values.path ? "1" : values.requests,
    FUZZ_SECONDS: "Infinity",
  };
  if (values.seed) env.FUZZ_SEED = values.seed;
  if (values.path) env.FUZZ_PATH = values.path;
  const vitest = startChild("Vitest", ["node_modules/vitest/vitest.mjs", "run", "tests/fuzz"], { env });
  process.exitCode = (await vitest.exited) ?? 1;
});
process.exit();
