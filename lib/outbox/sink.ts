import { batchLoader } from "@/lib/core/batch-loader";
import type { EventType, OutboxEvent } from "./events";

/**
 * Where facts go. `deliver` may see an event again, after a crash or a lease that ran out, so it must not mind; when it
 * throws, the event is tried again later and the later ones of its aggregate wait.
 */
export type Sink = {
  /** Its deliveries are kept under this name: never rename one. */
  name: string;
  types: readonly EventType[] | "all";
  /** Deliveries of one relay under way together; 16 when not said. */
  concurrency?: number;
  deliver(event: OutboxEvent): Promise<void>;
};

/** A failed delivery that knows better than the backoff: when to come back, or that trying again is no use. */
export class DeliveryError extends Error {
  constructor(
    message: string,
    readonly options: { retryAfterMs?: number; park?: true } = {},
  ) {
    super(message);
    this.name = "DeliveryFault";
  }
}

/** A `deliver` that sends what is asked of it in the same moment in one go; they succeed or fail together. */
export const batched = (send: (events: readonly OutboxEvent[]) => Promise<void>): Sink["deliver"] =>
  batchLoader(async (events) => {
    await send(events);
    return events.map(() => undefined);
  });
