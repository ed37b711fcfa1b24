// npm run fuzz: 100,000 requests that nobody means, at the front door (tests/fuzz).
//   npm run fuzz -- --requests=5000 --seed=7   npm run fuzz -- --seed=7 --path=3:1:0   plays again what a run has printed
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./parts/root";
import { command } from "./parts/say";

await command(async () => {
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
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "tests/fuzz"], { cwd: ROOT, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  process.exitCode = code ?? 1;
});
process.exit();
