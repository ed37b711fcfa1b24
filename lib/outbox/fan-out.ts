import { fanOut } from "./deliveries";
import type { Sink } from "./sink";

const BATCH_EVENTS = 500;

/** New facts on their way to the sinks, batch by batch, while what was handed over is already being delivered. */
export type FanOutProgress = {
  /** How many batches are handed over. */
  completed(): number;
  /** Whether there may be more than there was after so many batches: waits for the batch under way, if there is one. */
  hasMoreAfter(batches: number): Promise<boolean>;
  /** Resolves when every fact is handed over. */
  done: Promise<void>;
};

/** Begins to hand what is new over to `sinks`. */
export function startFanOut(sinks: readonly Sink[]): FanOutProgress {
  let completedBatches = 0;
  let finished = false;
  let currentBatch = fanOut(sinks, BATCH_EVENTS);
  const whole = (async () => {
    while ((await currentBatch) === BATCH_EVENTS) {
      completedBatches++;
      currentBatch = fanOut(sinks, BATCH_EVENTS);
    }
    completedBatches++;
    finished = true;
  })();
  return {
    completed: () => completedBatches,
    async hasMoreAfter(batches) {
      if (completedBatches === batches && !finished) await currentBatch;
      return completedBatches > batches || !finished;
    },
    done: whole,
  };
}
