// npm run test:chaos: an on-sale that is broken on purpose, and a report of what survived.  -- --quick --seed 7 --fans 500
import { ENV_NAMES } from "@/lib/core/env";
import { parseChaosOptions } from "@/tests/chaos/options";
import { print, runCommand, UserError } from "../cli";
import { Shutdown } from "../dev/shutdown";
import { ensurePrismaClient } from "../generate/prisma-client";

const shutdown = new Shutdown();
const stopReason = shutdown.untilSignal();
await runCommand(async () => {
  const options = parseChaosOptions(process.argv.slice(2));
  for (const name of ENV_NAMES) delete process.env[name]; // the test brings its own settings
  process.env.LOG_LEVEL = "silent";
  ensurePrismaClient();
  print(
    `A chaos test with ${options.fans} users for ${options.seats} seats. To repeat its faults: --seed ${options.seed}`,
  );
  const { runChaosTest } = await import("@/tests/chaos/run");
  const verdicts = await Promise.race([stopReason, runChaosTest(options, shutdown)]);
  if (typeof verdicts === "string") throw new UserError(`Stopped (${verdicts}).`);
  if (verdicts.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
});
await shutdown.end();
process.exit();
