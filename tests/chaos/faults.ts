import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Client } from "./client";
import type { ChaosOptions } from "./options";
import type { SeededRandom } from "./seeded-random";
import type { ChaosStack } from "./stack";

export type FaultContext = { stack: ChaosStack; client: Client; random: SeededRandom; options: ChaosOptions };
/** `hurts`: what it touches; two that touch different things may be done together. It is over when `run` resolves. */
export type Fault = {
  name: string;
  target: "app" | "postgres" | "redis" | "clients" | "sink";
  flushes?: true;
  run(context: FaultContext): Promise<void>;
};

const oneOf = ({ stack, random }: FaultContext) => stack.apps[random.below(stack.apps.length)];
const CUT_WITHIN_MS = 40; // most answers take that long under load: some are cut before, some in the middle

/** Everybody who needs a row of this table waits, with a connection in their hands, until every pool is empty. */
async function exhaustPools({ stack, options }: FaultContext): Promise<void> {
  const client = new pg.Client({ connectionString: stack.postgres.url });
  await client.connect();
  try {
    await client.query("BEGIN; LOCK TABLE allowance, ended_place IN ACCESS EXCLUSIVE MODE");
    await delay(Math.min(options.pauseMs, 7_000)); // less than a statement's own timeout
  } finally {
    await client.end();
  }
}

export const FAULTS: Fault[] = [
  { name: "SIGKILL an app process", target: "app", run: async (context) => oneOf(context)?.kill() },
  {
    name: "SIGKILL while paying",
    target: "app",
    run: ({ stack, random }) =>
      new Promise((resolve) =>
        stack.proxy.atNextPayment((app) =>
          setTimeout(() => {
            stack.apps[app]?.kill();
            resolve();
          }, random.below(12)),
        ),
      ),
  },
  {
    name: "stop Postgres (immediate) and start it",
    target: "postgres",
    async run({ stack, random, options }) {
      await stack.postgres.kill();
      await delay(random.below(options.faultMs));
      await stack.postgres.start();
    },
  },
  {
    name: "SIGKILL and flush Redis",
    target: "redis",
    flushes: true,
    async run({ stack, random, options }) {
      await stack.valkey.kill();
      await delay(random.below(options.faultMs));
      await stack.valkey.start();
    },
  },
  {
    name: "pause Postgres (SIGSTOP)",
    target: "postgres",
    async run({ stack, options }) {
      stack.postgres.pause();
      await delay(options.pauseMs).finally(() => stack.postgres.resume());
    },
  },
  {
    name: "pause Redis (SIGSTOP)",
    target: "redis",
    async run({ stack, options }) {
      stack.valkey.pause();
      await delay(options.pauseMs).finally(() => stack.valkey.resume());
    },
  },
  { name: "exhaust the connection pools", target: "postgres", run: exhaustPools },
  {
    name: "cut connections mid-answer",
    target: "clients",
    async run({ client, random, options }) {
      client.cutAfterMs = () => (random.percentChance(40) ? random.below(CUT_WITHIN_MS) : null);
      await delay(options.faultMs);
      client.cutAfterMs = null;
    },
  },
  {
    name: "an app's clock an hour ahead",
    target: "app",
    async run(context) {
      const app = oneOf(context);
      app?.setClockAhead(true);
      await app?.untilHealthy(); // or it would be right again before it was ever wrong
      await delay(2 * context.options.faultMs);
      app?.setClockAhead(false);
    },
  },
  {
    name: "the outbox's receiver answers errors",
    target: "sink",
    async run({ stack, options }) {
      stack.setSinkBroken(true);
      await delay(options.faultMs);
      stack.setSinkBroken(false);
    },
  },
];

/** Two at the same time that do not touch the same thing. */
export function simultaneousFaults({ random }: Pick<FaultContext, "random">): Fault {
  const [first, ...others] = random.shuffled(FAULTS);
  const second = others.find(({ target }) => target !== first?.target);
  if (!first || !second) throw new Error("there are not two kinds of faults");
  return {
    name: `together: ${first.name} · ${second.name}`,
    target: first.target,
    flushes: first.flushes ?? second.flushes,
    run: async (context) => {
      await Promise.all([first.run(context), second.run(context)]);
    },
  };
}
