import { processSingleton } from "@/lib/core/singleton";
import { loadSeatMap } from "./load";
import type { Snapshot } from "./snapshot";

const CACHE_MS = 1_000;
const MAX_CACHED_SEATS = 500_000; // of all halls kept, a few hundred bytes each; the one not asked for longest goes first

type CacheEntry = { at: number; snapshot: Promise<Snapshot>; last: Snapshot | null; pending: boolean };
const cache = processSingleton("seat maps", () => new Map<string, CacheEntry>());

function evictLeastRecent(): void {
  let seats = 0;
  for (const { last } of cache.values()) seats += last?.hall.seats.length ?? 0;
  for (const [scheduleId, { last, pending }] of cache) {
    if (seats <= MAX_CACHED_SEATS) return;
    if (pending) continue;
    cache.delete(scheduleId);
    seats -= last?.hall.seats.length ?? 0;
  }
}

function read(scheduleId: string, last: Snapshot | null, at: number): CacheEntry {
  const kept: CacheEntry = { at, last, pending: true, snapshot: loadSeatMap(scheduleId, last) };
  const read = (snapshot: Snapshot) => {
    kept.last = snapshot;
    kept.pending = false;
    evictLeastRecent();
  };
  const failed = () => {
    kept.pending = false;
    kept.at = Number.NEGATIVE_INFINITY; // whoever asks next reads again
    if (!last) cache.delete(scheduleId);
  };
  kept.snapshot.then(read, failed);
  return kept;
}

/**
 * The seats of a date as they were at most a second ago, read once a second however many look. Their changes can be
 * told from the first time this process has looked at the hall.
 * @throws AppError SCHEDULE_NOT_FOUND
 */
export function cachedSeatMap(scheduleId: string): Promise<Snapshot> {
  const now = performance.now();
  const known = cache.get(scheduleId);
  if (known && (known.pending || now - known.at < CACHE_MS)) return known.snapshot;
  const kept = read(scheduleId, known?.last ?? null, now);
  cache.delete(scheduleId); // so that it stands last, with those asked for most recently
  cache.set(scheduleId, kept);
  return kept.snapshot;
}

/** In how many milliseconds a hall that was read may be read again; 0: now. */
export function msUntilRefresh(scheduleId: string): number {
  const known = cache.get(scheduleId);
  return known ? Math.max(0, known.at + CACHE_MS - performance.now()) : 0;
}
