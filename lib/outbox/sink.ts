import type { EventType, OutboxEvent } from "./events";

/**
 * Where facts go. `deliver` may see an event again, after a crash or a lease that ran out, so it must not mind; when it
 * throws, the event is tried again later and the later ones of its aggregate wait.
 */
export type Sink = {
  /** Its deliveries are kept under this name: never rename one. */
  name: string;
  types: readonly EventType[] | "all";
  deliver(event: OutboxEvent): Promise<void>;
};
