import type { Hall, PlacedSeat } from "./hall";
import type { States } from "./states";

export type SeatStatus = "AVAILABLE" | "TEMPORARY" | "RESERVED";
export type Seat = PlacedSeat & {
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
  letters: string;
  /** How often each seat has changed, and the version in which this process first saw it so. */
  counts: readonly string[];
  changedIn: Float64Array;
  /** Changes can be told from this version on. */
  from: number;
  /** Places in the hall's list by the seats' holder. */
  owned: ReadonlyMap<string, readonly number[]>;
};

const STATUSES: Record<string, SeatStatus> = { A: "AVAILABLE", T: "TEMPORARY", R: "RESERVED" };
const NONE: readonly number[] = [];

function ownersOf(holders: string, { places }: Hall): Map<string, number[]> {
  const owned = new Map<string, number[]>();
  for (const entry of holders === "" ? [] : holders.split(" ")) {
    const at = entry.indexOf(":");
    const [place, holder] = [places.get(Number(entry.slice(0, at))), entry.slice(at + 1)];
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
export function snapshotOf(scheduleId: string, hall: Hall, states: States, before: Snapshot | null): Snapshot {
  const version = Number(states.version);
  const known = before?.hall === hall ? before : null;
  if (known?.version === version) return known;
  const counts = states.versions.split(",", hall.seats.length);
  const changedIn = known ? known.changedIn.slice() : new Float64Array(counts.length);
  if (known) for (let at = 0; at < counts.length; at++) if (counts[at] !== known.counts[at]) changedIn[at] = version;
  return {
    ...{ scheduleId, version, hall, letters: states.letters, counts, changedIn },
    from: known?.from ?? version,
    owned: ownersOf(states.holders, hall),
  };
}

export const statusAt = ({ letters }: Snapshot, place: number): SeatStatus =>
  STATUSES[letters[place] ?? ""] ?? "RESERVED";

/** The places of the asker's own seats, in order. */
export const ownPlaces = ({ owned }: Snapshot, userId: string | undefined): readonly number[] =>
  (userId && owned.get(userId)) || NONE;

/** The places of the seats that changed after a version; null when that is too long ago to tell. */
export function changedSince({ from, version, changedIn }: Snapshot, since: number): number[] | null {
  if (since < from) return null;
  const places: number[] = [];
  if (since < version) for (const [place, seen] of changedIn.entries()) if (seen > since) places.push(place);
  return places;
}
