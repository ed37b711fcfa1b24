import { oncePerProcess } from "@/lib/core/once";
import { seatsNow } from "./now";
import type { Snapshot } from "./snapshot";

const SHARED_MS = 1_000;
const SEATS_AT_MOST = 500_000; // of all halls kept, a few hundred bytes each; the one not asked for longest goes first

type Kept = { at: number; made: Promise<Snapshot>; last: Snapshot | null; pending: boolean };
const halls = oncePerProcess("seat maps", () => new Map<string, Kept>());

function makeRoom(): void {
  let seats = 0;
  for (const { last } of halls.values()) seats += last?.hall.seats.length ?? 0;
  for (const [scheduleId, { last, pending }] of halls) {
    if (seats <= SEATS_AT_MOST) return;
    if (pending) continue;
    halls.delete(scheduleId);
    seats -= last?.hall.seats.length ?? 0;
  }
}

function read(scheduleId: string, last: Snapshot | null, at: number): Kept {
  const kept: Kept = { at, last, pending: true, made: seatsNow(scheduleId, last) };
  const read = (snapshot: Snapshot) => {
    kept.last = snapshot;
    kept.pending = false;
    makeRoom();
  };
  const failed = () => {
    kept.pending = false;
    kept.at = Number.NEGATIVE_INFINITY; // whoever asks next reads again
    if (!last) halls.delete(scheduleId);
  };
  kept.made.then(read, failed);
  return kept;
}

/**
 * The seats of a date as they were at most a second ago, read once a second however many look. Their changes can be
 * told from the first time this process has looked at the hall.
 * @throws Refusal SCHEDULE_NOT_FOUND
 */
export function sharedSeats(scheduleId: string): Promise<Snapshot> {
  const now = performance.now();
  const known = halls.get(scheduleId);
  if (known && (known.pending || now - known.at < SHARED_MS)) return known.made;
  const kept = read(scheduleId, known?.last ?? null, now);
  halls.delete(scheduleId); // so that it stands last, with those asked for most recently
  halls.set(scheduleId, kept);
  return kept.made;
}

/** In how many milliseconds a hall that was read may be read again; 0: now. */
export function nextReadInMs(scheduleId: string): number {
  const known = halls.get(scheduleId);
  return known ? Math.max(0, known.at + SHARED_MS - performance.now()) : 0;
}
