import { log } from "@/lib/core/log";
import { withTimeout } from "@/lib/core/timeout";
import { type Claim, claim, LEASE_SECONDS, markDelivered, markFailed } from "./deliveries";
import { type FanOutProgress, startFanOut } from "./fan-out";
import { DeliveryError, type Sink } from "./sink";

const DEFAULT_CONCURRENCY = 16;
const DELIVERY_TIMEOUT_MS = LEASE_SECONDS * 1_000 - 5_000; // a delivery must end before its lease
const BUDGET_MS = 20_000; // no new batch after it; the next drain continues
const BACKOFF_INITIAL_MS = 1_000;
const BACKOFF_MAX_MS = 600_000;
export const MAX_ATTEMPTS = 12; // about half an hour

/** Milliseconds before attempt n + 1: doubling from 1 s to 10 min, with full jitter in its upper half. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_INITIAL_MS * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

const errorMessage = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500);

const timeoutError = () => new Error(`no answer within ${DELIVERY_TIMEOUT_MS / 1_000} s`);

async function deliverAll(sink: Sink, claims: Claim[]): Promise<string[]> {
  const delivered: string[] = [];
  const deliver = async ({ event, attempt }: Claim) => {
    try {
      await withTimeout(sink.deliver(event), { ms: DELIVERY_TIMEOUT_MS, onTimeout: timeoutError });
      delivered.push(event.id);
    } catch (error) {
      const { retryAfterMs, park } = error instanceof DeliveryError ? error.options : {};
      const parked = park || attempt >= MAX_ATTEMPTS;
      const waitMs = Math.min(BACKOFF_MAX_MS, retryAfterMs ?? backoffMs(attempt));
      log.warn({ sink: sink.name, event: event.id, attempt, parked, err: errorMessage(error) }, "a delivery failed");
      await markFailed(sink.name, event.id, attempt, waitMs, errorMessage(error), parked);
    }
  };
  await Promise.all(claims.map(deliver));
  return delivered;
}

/** Claims a batch while acknowledging the previous one; events behind an unacknowledged one come in the next round. */
async function drainSink(
  sink: Sink,
  deadline: number,
  fanOut: FanOutProgress,
): Promise<{ delivered: number; failed: number }> {
  const totals = { delivered: 0, failed: 0 };
  let acknowledging: Promise<unknown> | null = null;
  while (performance.now() < deadline) {
    const [previousAck, batchesSeen] = [acknowledging, fanOut.completed()];
    acknowledging = null;
    const [claims] = await Promise.all([claim(sink.name, sink.concurrency ?? DEFAULT_CONCURRENCY), previousAck]);
    if (claims.length === 0) {
      if (previousAck || (await fanOut.hasMoreAfter(batchesSeen))) continue;
      break;
    }
    const delivered = await deliverAll(sink, claims);
    if (delivered.length > 0) acknowledging = markDelivered(sink.name, delivered);
    totals.delivered += delivered.length;
    totals.failed += claims.length - delivered.length;
  }
  await acknowledging;
  return totals;
}

/** Delivers due events to each sink until `budgetMs`; no sink delays another. Pass all sinks; runs may overlap. */
export async function drainOnce(
  sinks: readonly Sink[],
  { budgetMs = BUDGET_MS } = {},
): Promise<{ delivered: number; failed: number }> {
  const deadline = performance.now() + budgetMs;
  const fanOut = startFanOut(sinks);
  const [drained] = await Promise.all([
    Promise.all(sinks.map((sink) => drainSink(sink, deadline, fanOut))),
    fanOut.done,
  ]);
  return {
    delivered: drained.reduce((sum, { delivered }) => sum + delivered, 0),
    failed: drained.reduce((sum, { failed }) => sum + failed, 0),
  };
}
