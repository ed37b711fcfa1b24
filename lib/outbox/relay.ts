import { log } from "@/lib/core/log";
import { within } from "@/lib/core/within";
import { type Claim, claim, LEASE_SECONDS, noteDelivered, noteFailed } from "./deliveries";
import { type Handing, handOver } from "./handing";
import { DeliveryFault, type Sink } from "./sink";

const AT_ONCE = 16; // of one sink that does not say
const DEADLINE_MS = LEASE_SECONDS * 1_000 - 5_000; // of one delivery: over before its lease is
const BUDGET_MS = 20_000; // begins no new batch after it: what is left is the next drain's
const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_LAST_MS = 600_000;
export const TRIES = 12; // about half an hour; then it is parked with its reason

/** Milliseconds before attempt n + 1: doubling from 1 s to 10 min, with full jitter in its upper half. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** Of a sink that never comes back, which counts as one that failed. */
const unanswered = () => new Error(`no answer within ${DEADLINE_MS / 1_000} s`);

async function deliverAll(sink: Sink, claims: Claim[]): Promise<string[]> {
  const had: string[] = [];
  const deliver = async ({ event, attempt }: Claim) => {
    try {
      await within(DEADLINE_MS, sink.deliver(event), unanswered);
      had.push(event.id);
    } catch (error) {
      const { retryAfterMs, park } = error instanceof DeliveryFault ? error.wish : {};
      const parked = park || attempt >= TRIES;
      const waitMs = Math.min(BACKOFF_LAST_MS, retryAfterMs ?? backoffMs(attempt));
      log.warn({ sink: sink.name, event: event.id, attempt, parked, err: messageOf(error) }, "a delivery failed");
      await noteFailed(sink.name, event.id, attempt, waitMs, messageOf(error), parked);
    }
  };
  await Promise.all(claims.map(deliver));
  return had;
}

/** While one batch is noted, the next is claimed: what waits behind a note is found the time after. */
async function drainSink(sink: Sink, until: number, handing: Handing): Promise<{ delivered: number; failed: number }> {
  const done = { delivered: 0, failed: 0 };
  let noting: Promise<unknown> | null = null;
  while (performance.now() < until) {
    const [behind, batches] = [noting, handing.batches()];
    noting = null;
    const [claims] = await Promise.all([claim(sink.name, sink.atOnce ?? AT_ONCE), behind]);
    if (claims.length === 0) {
      if (behind || (await handing.beyond(batches))) continue;
      break;
    }
    const had = await deliverAll(sink, claims);
    if (had.length > 0) noting = noteDelivered(sink.name, had);
    done.delivered += had.length;
    done.failed += claims.length - had.length;
  }
  await noting;
  return done;
}

/**
 * Delivers every fact that is due, to every sink, each on its own: a sink that fails or hangs holds no other back.
 * Several relays may drain at once, in one process or many; every one must be given all sinks, since a fact is handed to
 * the sinks of the relay that first sees it. Begins nothing new after `budgetMs`.
 */
export async function drainOnce(
  sinks: readonly Sink[],
  { budgetMs = BUDGET_MS } = {},
): Promise<{ delivered: number; failed: number }> {
  const until = performance.now() + budgetMs;
  const handing = handOver(sinks);
  const [drained] = await Promise.all([
    Promise.all(sinks.map((sink) => drainSink(sink, until, handing))),
    handing.whole,
  ]);
  return {
    delivered: drained.reduce((sum, { delivered }) => sum + delivered, 0),
    failed: drained.reduce((sum, { failed }) => sum + failed, 0),
  };
}
