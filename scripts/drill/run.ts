import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import { say } from "../parts/say";
import type { Stopping } from "../parts/stop";
import { breakOnce, type Outcome } from "./break";
import { type Verdict, verdicts } from "./checks";
import { Client } from "./client";
import { dice } from "./dice";
import { Fan } from "./fan";
import { FAULTS, together } from "./faults";
import { openHouse } from "./house";
import type { Options } from "./options";
import { report } from "./report";
import { Timeline } from "./timeline";

const SETTLE_MS = 15_000; // what is on its way when the sale is over may come to its end

/** An on-sale that is broken on purpose; answers what was wanted, and whether it held. */
export async function drill(options: Options, stopping: Stopping): Promise<Verdict[]> {
  const house = await openHouse(options, stopping);
  const timeline = new Timeline();
  const client = new Client(house.proxy.base, timeline);
  const [over, closed] = [new AbortController(), new AbortController()];
  for (const { signal } of [over, closed]) setMaxListeners(0, signal); // everybody listens
  const signals = { over: over.signal, closed: closed.signal };
  const fans = house.people.map(({ id, session }) => new Fan(id, session, client, house.sale, signals));
  const chance = dice(options.seed);
  const scene = { house, client, dice: chance, options };
  const lives = Promise.all(fans.map((fan) => fan.live()));

  const outcomes: Outcome[] = [];
  while (fans.every(({ contacts }) => contacts.length === 0) && !stopping.signal.aborted) await delay(100); // the line forms
  for (let round = 0; round < options.rounds; round++)
    for (const fault of [...chance.shuffled(FAULTS), together(scene)]) {
      if (stopping.signal.aborted) return [];
      const outcome = await breakOnce(fault, scene, fans, timeline);
      outcomes.push(outcome);
      say(
        `  ${outcomes.length}. ${fault.name}: ${outcome.failures} failed, answers again after ${outcome.recoveredMs} ms`,
      );
    }
  over.abort();
  const patience = setTimeout(() => closed.abort(), SETTLE_MS);
  await lives;
  clearTimeout(patience);
  const found = await verdicts(fans, outcomes, client, timeline, options);
  say(`\n${await report(options, timeline, outcomes, found)}`);
  client.close();
  await Promise.all([closeDb(), closeRedis()]);
  return found;
}
