import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Client } from "./client";
import type { Dice } from "./dice";
import type { House } from "./house";
import type { Options } from "./options";

export type Scene = { house: House; client: Client; dice: Dice; options: Options };
/** `hurts`: what it touches; two that touch different things may be done together. It is over when `run` resolves. */
export type Fault = {
  name: string;
  hurts: "app" | "postgres" | "redis" | "clients" | "sink";
  flushes?: true;
  run(scene: Scene): Promise<void>;
};

const oneOf = ({ house, dice }: Scene) => house.apps[dice.below(house.apps.length)];
const CUT_WITHIN_MS = 40; // most answers take that long under load: some are cut before, some in the middle

/** Everybody who needs a row of this table waits, with a connection in their hands, until every pool is empty. */
async function exhaustPools({ house, options }: Scene): Promise<void> {
  const client = new pg.Client({ connectionString: house.postgres.url });
  await client.connect();
  try {
    await client.query("BEGIN; LOCK TABLE allowance, ended_place IN ACCESS EXCLUSIVE MODE");
    await delay(Math.min(options.pauseMs, 7_000)); // less than a statement's own timeout
  } finally {
    await client.end();
  }
}

export const FAULTS: Fault[] = [
  { name: "SIGKILL an app process", hurts: "app", run: async (scene) => oneOf(scene)?.kill() },
  {
    name: "SIGKILL while paying",
    hurts: "app",
    run: ({ house, dice }) =>
      new Promise((resolve) =>
        house.proxy.atNextPayment((app) =>
          setTimeout(() => {
            house.apps[app]?.kill();
            resolve();
          }, dice.below(12)),
        ),
      ),
  },
  {
    name: "stop Postgres (immediate) and start it",
    hurts: "postgres",
    async run({ house, dice, options }) {
      await house.postgres.kill();
      await delay(dice.below(options.faultMs));
      await house.postgres.start();
    },
  },
  {
    name: "SIGKILL and flush Redis",
    hurts: "redis",
    flushes: true,
    async run({ house, dice, options }) {
      await house.valkey.kill();
      await delay(dice.below(options.faultMs));
      await house.valkey.start();
    },
  },
  {
    name: "pause Postgres (SIGSTOP)",
    hurts: "postgres",
    async run({ house, options }) {
      house.postgres.pause();
      await delay(options.pauseMs).finally(() => house.postgres.resume());
    },
  },
  {
    name: "pause Redis (SIGSTOP)",
    hurts: "redis",
    async run({ house, options }) {
      house.valkey.pause();
      await delay(options.pauseMs).finally(() => house.valkey.resume());
    },
  },
  { name: "exhaust the connection pools", hurts: "postgres", run: exhaustPools },
  {
    name: "cut connections mid-answer",
    hurts: "clients",
    async run({ client, dice, options }) {
      client.cutAfterMs = () => (dice.sometimes(40) ? dice.below(CUT_WITHIN_MS) : null);
      await delay(options.faultMs);
      client.cutAfterMs = null;
    },
  },
  {
    name: "an app's clock an hour ahead",
    hurts: "app",
    async run(scene) {
      const app = oneOf(scene);
      app?.setLate(true);
      await app?.isBack(); // or it would be right again before it was ever wrong
      await delay(2 * scene.options.faultMs);
      app?.setLate(false);
    },
  },
  {
    name: "the outbox's receiver answers errors",
    hurts: "sink",
    async run({ house, options }) {
      house.setSinkBroken(true);
      await delay(options.faultMs);
      house.setSinkBroken(false);
    },
  },
];

/** Two at the same time that do not touch the same thing. */
export function together({ dice }: Pick<Scene, "dice">): Fault {
  const [first, ...others] = dice.shuffled(FAULTS);
  const second = others.find(({ hurts }) => hurts !== first?.hurts);
  if (!first || !second) throw new Error("there are not two kinds of faults");
  return {
    name: `together: ${first.name} · ${second.name}`,
    hurts: first.hurts,
    flushes: first.flushes ?? second.flushes,
    run: async (scene) => {
      await Promise.all([first.run(scene), second.run(scene)]);
    },
  };
}
