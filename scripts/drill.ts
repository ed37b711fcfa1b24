// npm run drill: an on-sale that is broken on purpose, and a report of what survived.  -- --quick --seed 7 --fans 500
import { ENV_NAMES } from "@/lib/core/env";
import { drillOptions } from "./drill/options";
import { ensureClient } from "./generate";
import { command, Sentence, say } from "./parts/say";
import { Stopping } from "./parts/stop";

const stopping = new Stopping();
const asked = stopping.asked();
await command(async () => {
  const options = drillOptions(process.argv.slice(2));
  for (const name of ENV_NAMES) delete process.env[name]; // whatever the caller has set, the drill brings its own
  process.env.LOG_LEVEL = "silent"; // what breaks is the point
  ensureClient();
  say(`A drill of ${options.fans} fans for ${options.seats} seats. The same faults again: --seed ${options.seed}`);
  const { drill } = await import("./drill/run");
  const verdicts = await Promise.race([asked, drill(options, stopping)]);
  if (typeof verdicts === "string") throw new Sentence(`Stopped (${verdicts}).`);
  if (verdicts.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
});
await stopping.end();
process.exit();
