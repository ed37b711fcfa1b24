import type { Hall, HallSeat } from "./hall";
import type { SeatStates } from "./states";

export type SeatStatus = "AVAILABLE" | "TEMPORARY" | "RESERVED";
export type Seat = HallSeat & {
  status: SeatStatus;
  /** Held or bought by the caller. */
  mine: boolean;
};
export type SeatChange = Pick<Seat, "number" | "status" | "mine">;

/** The seats of a date at one moment, the same for every viewer. `version` grows with every change and every lapse. */
export type Snapshot = {
  scheduleId: string;
  version: number;
  hall: Hall;
  statusCodes: string;
  /** How often each seat has changed, and the version in which this process first saw that count. */
  changeCounts: readonly string[];
  changedAtVersion: Float64Array;
  /** Changes are known since this version. */
  oldestVersion: number;
  /** Indexes in the hall's list, by the seats' holder. */
  seatsByHolder: ReadonlyMap<string, readonly number[]>;
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

/**
 * The snapshot of these states. Built after another one of the same hall, it also knows which seats changed since then.
 *
 * We compare change counts, not statuses, because a client may have read an intermediate status from another process. The
 * changes since its version may contain seats it already knows; they never miss one.
 */
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

/** The indexes of the user's own seats, in order. */
export const ownSeatIndexes = ({ seatsByHolder }: Snapshot, userId: string | undefined): readonly number[] =>
  (userId && seatsByHolder.get(userId)) || NONE;

/** The indexes of the seats that changed after a version; null when the version is older than what is known. */
export function changedSince({ oldestVersion, version, changedAtVersion }: Snapshot, since: number): number[] | null {
  if (since < oldestVersion) return null;
  const indexes: number[] = [];
  if (since < version) for (const [index, at] of changedAtVersion.entries()) if (at > since) indexes.push(index);
  return indexes;
}
