import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { print } from "@/tools/cli";
import type { Shutdown } from "@/tools/dev/shutdown";
import { type CheckResult, checkAll } from "./checks";
import { Client } from "./client";
import { FAULTS, simultaneousFaults } from "./faults";
import { injectFault, type Outcome } from "./inject";
import type { ChaosOptions } from "./options";
import { report } from "./report";
import { seededRandom } from "./seeded-random";
import { SimulatedUser } from "./simulated-user";
import { startChaosStack } from "./stack";
import { Timeline } from "./timeline";

const GRACE_MS = 60_000; // what is on its way when the sale is over may come to its end

/** An on-sale that is broken on purpose; answers what was wanted, and whether it held. */
export async function runChaosTest(options: ChaosOptions, shutdown: Shutdown): Promise<CheckResult[]> {
  const stack = await startChaosStack(options, shutdown);
  const timeline = new Timeline();
  const client = new Client(stack.proxy.base, timeline);
  const [over, closed] = [new AbortController(), new AbortController()];
  for (const { signal } of [over, closed]) setMaxListeners(0, signal); // everybody listens
  const signals = { over: over.signal, closed: closed.signal };
  const fans = stack.participants.map(({ id, session }) => new SimulatedUser(id, session, client, stack.sale, signals));
  const chance = seededRandom(options.seed);
  const context = { stack, client, random: chance, options };
  const sessions = Promise.all(fans.map((fan) => fan.run()));

  const outcomes: Outcome[] = [];
  while (fans.every(({ contacts }) => contacts.length === 0) && !shutdown.signal.aborted) await delay(100); // the line forms
  for (let round = 0; round < options.rounds; round++)
    for (const fault of [...chance.shuffled(FAULTS), simultaneousFaults(context)]) {
      if (shutdown.signal.aborted) return [];
      const outcome = await injectFault(fault, context, fans, timeline);
      outcomes.push(outcome);
      print(
        `  ${outcomes.length}. ${fault.name}: ${outcome.failures} failed, answers again after ${outcome.recoveredMs} ms`,
      );
    }
  over.abort();
  const graceTimer = setTimeout(() => closed.abort(), GRACE_MS);
  await sessions;
  clearTimeout(graceTimer);
  const found = await checkAll(fans, outcomes, client, timeline, options);
  print(`\n${await report(options, timeline, outcomes, found)}`);
  client.close();
  await Promise.all([closeDb(), closeRedis()]);
  return found;
}
