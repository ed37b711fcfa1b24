import { fanOut } from "./deliveries";
import type { Sink } from "./sink";

const BATCH_EVENTS = 500;

export type FanOutProgress = {
  completed(): number;
  /** Resolves to true if another batch followed `batches`, or may still follow. */
  hasMoreAfter(batches: number): Promise<boolean>;
  done: Promise<void>;
};

/** Starts creating the deliveries of new events for `sinks`. */
export function startFanOut(sinks: readonly Sink[]): FanOutProgress {
  let completedBatches = 0;
  let finished = false;
  let currentBatch = fanOut(sinks, BATCH_EVENTS);
  const done = (async () => {
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
    done,
  };
}
