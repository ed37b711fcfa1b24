export { cachedSeatMap, msUntilRefresh } from "./cache";
export { loadSeatMap } from "./load";
export type { Seat, SeatChange, SeatStatus, Snapshot } from "./snapshot";
export { changedSince, ownSeatIndexes, statusAt } from "./snapshot";
