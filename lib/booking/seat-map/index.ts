export { seatsNow } from "./now";
export { nextReadInMs, sharedSeats } from "./shared";
export type { Seat, SeatChange, SeatStatus, Snapshot } from "./snapshot";
export { changedSince, ownPlaces, statusAt } from "./snapshot";
