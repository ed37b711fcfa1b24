export type { EventType, OutboxEvent } from "./events";
export { EVENTS } from "./events";
export { drainOnce } from "./relay";
export type { Sink } from "./sink";
export { lineSink } from "./sinks/line";
