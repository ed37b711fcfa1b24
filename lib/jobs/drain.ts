import { withTimeout } from "@/lib/core/timeout";
import { closeKafka, deleteOldEvents, drainOnce, drainSettled, scheduleDrain } from "@/lib/outbox";
import { loadSinks } from "./sinks";

const AFTER_COMMIT_BUDGET_MS = 2_000; // a drain beside requests; the cron's takes the rest
const STOP_TIMEOUT_MS = 5_000; // what is undelivered then is delivered again after its lease

/** Delivers every due event to every sink, and deletes old events. */
export async function drainOutbox(): Promise<{ delivered: number; failed: number }> {
  const sinks = await loadSinks();
  const result = await drainOnce(sinks);
  await deleteOldEvents(sinks);
  return result;
}

/** Delivers the events of a commit within a moment. The caller does not wait and never fails. */
export const scheduleOutboxDrain = (): void =>
  scheduleDrain(async () => drainOnce(await loadSinks(), { budgetMs: AFTER_COMMIT_BUDGET_MS }));

/** Waits up to five seconds for the running drain, then disconnects Kafka's producer, for a graceful stop. */
export async function closeOutbox(): Promise<void> {
  const onTimeout = () => new Error("a drain is still running");
  await withTimeout(drainSettled(), { ms: STOP_TIMEOUT_MS, onTimeout }).catch(() => {});
  await closeKafka();
}
