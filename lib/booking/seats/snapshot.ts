import type { Hall, HallSeat } from "./hall";
import type { SeatStates } from "./states";

export type SeatStatus = "AVAILABLE" | "TEMPORARY" | "RESERVED";
export type Seat = HallSeat & {
  status: SeatStatus;
  /** Held or bought by the asker. */
  mine: boolean;
};
export type SeatChange = Pick<Seat, "number" | "status" | "mine">;

/** The seats of a date at one moment, the same for whoever asks. `version` grows with every change, and when a hold lapses. */
export type Snapshot = {
  scheduleId: string;
  version: number;
  hall: Hall;
  statusCodes: string;
  /** How often each seat has changed, and the version in which this process first saw it so. */
  changeCounts: readonly string[];
  changedAtVersion: Float64Array;
  /** Changes can be told from this version on. */
  oldestVersion: number;
  /** Places in the hall's list by the seats' holder. */
  seatsByHolder: ReadonlyMap<string, readonly number[]>;
};

const STATUSES: Record<string, SeatStatus> = { A: "AVAILABLE", T: "TEMPORARY", R: "RESERVED" };
const NONE: readonly number[] = [];

function parseHolders(holders: string, { indexByNumber }: Hall): Map<string, number[]> {
  const owned = new Map<string, number[]>();
  for (const entry of holders === "" ? [] : holders.split(" ")) {
    const at = entry.indexOf(":");
    const [place, holder] = [indexByNumber.get(Number(entry.slice(0, at))), entry.slice(at + 1)];
    if (place === undefined) continue;
    const theirs = owned.get(holder);
    if (theirs) theirs.push(place);
    else owned.set(holder, [place]);
  }
  return owned;
}

/**
 * The snapshot these states make. Seen after another of the same hall, it also knows which seats changed since then.
 *
 * A seat's own count tells it, never its state: a client whose version is from another process may have seen a seat
 * held that this process saw free before and after. It gets every seat that this process has first seen changed in a
 * later version than the client's: all that the client has not seen, and perhaps some that it has.
 */
export function buildSnapshot(scheduleId: string, hall: Hall, states: SeatStates, before: Snapshot | null): Snapshot {
  const version = Number(states.version);
  const known = before?.hall === hall ? before : null;
  if (known?.version === version) return known;
  const counts = states.versions.split(",", hall.seats.length);
  const changedIn = known ? known.changedAtVersion.slice() : new Float64Array(counts.length);
  if (known)
    for (let at = 0; at < counts.length; at++) if (counts[at] !== known.changeCounts[at]) changedIn[at] = version;
  return {
    ...{ scheduleId, version, hall, statusCodes: states.letters, changeCounts: counts, changedAtVersion: changedIn },
    oldestVersion: known?.oldestVersion ?? version,
    seatsByHolder: parseHolders(states.holders, hall),
  };
}

export const statusAt = ({ statusCodes }: Snapshot, place: number): SeatStatus =>
  STATUSES[statusCodes[place] ?? ""] ?? "RESERVED";

/** The places of the asker's own seats, in order. */
export const ownSeatIndexes = ({ seatsByHolder }: Snapshot, userId: string | undefined): readonly number[] =>
  (userId && seatsByHolder.get(userId)) || NONE;

/** The places of the seats that changed after a version; null when that is too long ago to tell. */
export function changedSince({ oldestVersion, version, changedAtVersion }: Snapshot, since: number): number[] | null {
  if (since < oldestVersion) return null;
  const places: number[] = [];
  if (since < version) for (const [place, seen] of changedAtVersion.entries()) if (seen > since) places.push(place);
  return places;
}
