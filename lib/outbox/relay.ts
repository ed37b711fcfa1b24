import { log } from "@/lib/core/log";
import { type Claim, claim, fanOut, noteDelivered, noteFailed } from "./deliveries";
import type { Sink } from "./sink";

const FAN_OUT_EVENTS = 500;
const CLAIM_EVENTS = 100; // delivered well within the lease
const CONCURRENT = 16; // of one sink
const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_LAST_MS = 600_000;

/** Milliseconds before attempt n + 1: doubling from 1 s to 10 min, with full jitter in its upper half. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500);

async function deliverAll(sink: Sink, claims: Claim[]): Promise<{ delivered: number; failed: number }> {
  const had: string[] = [];
  let failed = 0;
  const waiting = [...claims];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { event, attempt } = next;
      try {
        await sink.deliver(event);
        had.push(event.id);
      } catch (error) {
        failed++;
        log.warn({ sink: sink.name, event: event.id, attempt, err: messageOf(error) }, "a delivery failed");
        await noteFailed(sink.name, event.id, attempt, backoffMs(attempt), messageOf(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, claims.length) }, worker));
  if (had.length) await noteDelivered(sink.name, had);
  return { delivered: had.length, failed };
}

async function drainSink(sink: Sink): Promise<{ delivered: number; failed: number }> {
  const done = { delivered: 0, failed: 0 };
  for (;;) {
    const claims = await claim(sink.name, CLAIM_EVENTS);
    if (claims.length === 0) return done;
    const { delivered, failed } = await deliverAll(sink, claims);
    done.delivered += delivered;
    done.failed += failed;
  }
}

/**
 * Delivers every fact that is due, to every sink, each on its own: a sink that fails or hangs holds no other back.
 * Several relays may drain at once, in one process or many; every one must be given all sinks, since a fact is handed to
 * the sinks of the relay that first sees it.
 */
export async function drainOnce(sinks: readonly Sink[]): Promise<{ delivered: number; failed: number }> {
  while ((await fanOut(sinks, FAN_OUT_EVENTS)) === FAN_OUT_EVENTS);
  const drained = await Promise.all(sinks.map(drainSink));
  return {
    delivered: drained.reduce((sum, { delivered }) => sum + delivered, 0),
    failed: drained.reduce((sum, { failed }) => sum + failed, 0),
  };
}
