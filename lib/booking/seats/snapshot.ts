import type { Hall, HallSeat } from "./hall";
import type { SeatStates } from "./states";

export type SeatStatus = "AVAILABLE" | "TEMPORARY" | "RESERVED";
export type Seat = HallSeat & {
  status: SeatStatus;
  mine: boolean;
};
export type SeatChange = Pick<Seat, "number" | "status" | "mine">;

export type Snapshot = {
  scheduleId: string;
  version: number;
  hall: Hall;
  statusCodes: string;
  changeCounts: readonly string[];
  changedAtVersion: Float64Array; // per seat, the version in which this process first saw its change count
  oldestVersion: number; // changes are known since then
  seatsByHolder: ReadonlyMap<string, readonly number[]>; // seat indexes
};

const STATUSES: Record<string, SeatStatus> = { A: "AVAILABLE", T: "TEMPORARY", R: "RESERVED" };
const NONE: readonly number[] = [];

function parseHolders(holders: string, { indexByNumber }: Hall): Map<string, number[]> {
  const seatsByHolder = new Map<string, number[]>();
  for (const entry of holders === "" ? [] : holders.split(" ")) {
    const colon = entry.indexOf(":");
    const [seatIndex, holder] = [indexByNumber.get(Number(entry.slice(0, colon))), entry.slice(colon + 1)];
    if (seatIndex === undefined) continue;
    const seats = seatsByHolder.get(holder);
    if (seats) seats.push(seatIndex);
    else seatsByHolder.set(holder, [seatIndex]);
  }
  return seatsByHolder;
}

/** The snapshot, and all changes since `before`: it compares change counts, because statuses may change back. */
export function buildSnapshot(scheduleId: string, hall: Hall, states: SeatStates, before: Snapshot | null): Snapshot {
  const version = Number(states.version);
  const previous = before?.hall === hall ? before : null;
  if (previous?.version === version) return previous;
  const { statusCodes, holders } = states;
  const changeCounts = states.changeCounts.split(",", hall.seats.length);
  const changedAtVersion = previous ? previous.changedAtVersion.slice() : new Float64Array(changeCounts.length);
  if (previous)
    for (let index = 0; index < changeCounts.length; index++)
      if (changeCounts[index] !== previous.changeCounts[index]) changedAtVersion[index] = version;
  return {
    scheduleId,
    version,
    hall,
    statusCodes,
    changeCounts,
    changedAtVersion,
    oldestVersion: previous?.oldestVersion ?? version,
    seatsByHolder: parseHolders(holders, hall),
  };
}

export const statusAt = ({ statusCodes }: Snapshot, seatIndex: number): SeatStatus =>
  STATUSES[statusCodes[seatIndex] ?? ""] ?? "RESERVED";

export const ownSeatIndexes = ({ seatsByHolder }: Snapshot, userId: string | undefined): readonly number[] =>
  (userId && seatsByHolder.get(userId)) || NONE;

/** The indexes of the seats that changed after a version; null when that is too long ago. */
export function changedSince({ oldestVersion, version, changedAtVersion }: Snapshot, since: number): number[] | null {
  if (since < oldestVersion) return null;
  const indexes: number[] = [];
  if (since < version) for (const [index, at] of changedAtVersion.entries()) if (at > since) indexes.push(index);
  return indexes;
}
