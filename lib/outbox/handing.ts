import { fanOut } from "./deliveries";
import type { Sink } from "./sink";

const BATCH_EVENTS = 500;

/** New facts on their way to the sinks, batch by batch, while what was handed over is already being delivered. */
export type Handing = {
  /** How many batches are handed over. */
  batches(): number;
  /** Whether there may be more than there was after so many batches: waits for the batch under way, if there is one. */
  beyond(batches: number): Promise<boolean>;
  /** Resolves when every fact is handed over. */
  whole: Promise<void>;
};

/** Begins to hand what is new over to `sinks`. */
export function handOver(sinks: readonly Sink[]): Handing {
  let handed = 0;
  let over = false;
  let underWay = fanOut(sinks, BATCH_EVENTS);
  const whole = (async () => {
    while ((await underWay) === BATCH_EVENTS) {
      handed++;
      underWay = fanOut(sinks, BATCH_EVENTS);
    }
    handed++;
    over = true;
  })();
  return {
    batches: () => handed,
    async beyond(batches) {
      if (handed === batches && !over) await underWay;
      return handed > batches || !over;
    },
    whole,
  };
}
