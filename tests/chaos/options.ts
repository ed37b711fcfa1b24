import { parseArgs } from "node:util";
import { UserError } from "@/tools/cli";

/** How a chaos test is run. */
export type ChaosOptions = {
  quick: boolean;
  seed: number;
  fans: number;
  seats: number;
  /** Of the queue. */
  capacity: number;
  /** How long an engine is paused, and how long the other faults last. */
  pauseMs: number;
  faultMs: number;
  /** The most that passes before each fault; the seed decides how much. */
  calmMs: number;
  holdSeconds: number;
  sessionSeconds: number;
  recoverySeconds: number;
  /** Multiplies the time within which the service must recover. */
  patience: number;
  /** Whether elapsed time is checked: a busy machine cannot promise any. */
  timed: boolean;
  /** How often the whole list of faults is injected. */
  rounds: number;
};

const FULL = {
  ...{ fans: 2_000, seats: 500, capacity: 120, pauseMs: 10_000, faultMs: 6_000, calmMs: 4_000, rounds: 2 },
  ...{ holdSeconds: 60, sessionSeconds: 90, recoverySeconds: 5 },
};
const QUICK = {
  ...{ fans: 300, seats: 75, capacity: 40, pauseMs: 2_000, faultMs: 1_000, calmMs: 600, rounds: 1 },
  ...{ holdSeconds: 15, sessionSeconds: 25, recoverySeconds: 2 },
};

/** --quick, --seed 7, --fans 500, --patience 3, --untimed. @throws UserError for anything else */
export function parseChaosOptions(args: string[]): ChaosOptions {
  const options = {
    quick: { type: "boolean" },
    seed: { type: "string" },
    fans: { type: "string" },
    patience: { type: "string" },
    untimed: { type: "boolean" },
  } as const;
  const { values } = parseArgs({ options, args });
  const { quick = false } = values;
  const size = quick ? QUICK : FULL;
  const [seed, fans] = [Number(values.seed ?? Date.now() % 2 ** 31), Number(values.fans ?? size.fans)];
  const patience = Number(values.patience ?? 1);
  if (!(patience >= 1)) throw new UserError("--patience is a number from 1 on");
  if (!Number.isInteger(seed) || !Number.isInteger(fans) || fans < 1)
    throw new UserError("--seed and --fans are whole numbers");
  return { quick, seed, ...size, fans, patience, timed: !values.untimed };
}
