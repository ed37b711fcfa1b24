import { batchLoader } from "@/lib/core/batch-loader";
import type { EventType, OutboxEvent } from "./events";

/** A consumer of events; `deliver` may repeat and must be idempotent. If it throws, its aggregate waits for a retry. */
export type Sink = {
  /** Its deliveries are stored under this name: never rename one. */
  name: string;
  types: readonly EventType[] | "all";
  /** How many events a relay delivers at once; 16 by default. */
  concurrency?: number;
  deliver(event: OutboxEvent): Promise<void>;
};

/** The name of the queue's own sink. */
export const QUEUE_SINK = "line";

/** A failed delivery that overrides the backoff: when to retry, or `park` when a retry is useless. */
export class DeliveryError extends Error {
  constructor(
    message: string,
    readonly options: { retryAfterMs?: number; park?: true } = {},
  ) {
    super(message);
    this.name = "DeliveryFault";
  }
}

/** A `deliver` that sends all events of one event-loop turn in one request; they succeed or fail together. */
export const batched = (send: (events: readonly OutboxEvent[]) => Promise<void>): Sink["deliver"] =>
  batchLoader(async (events) => {
    await send(events);
    return events.map(() => undefined);
  });
