import { processSingleton } from "@/lib/core/singleton";
import { loadSeatMap } from "./load";
import type { Snapshot } from "./snapshot";

const CACHE_MS = 1_000;
const MAX_CACHED_SEATS = 500_000; // of all halls together, a few hundred bytes each

type CacheEntry = { at: number; snapshot: Promise<Snapshot>; last: Snapshot | null; pending: boolean };
// The order of last use makes eviction begin with the hall not read for longest.
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

function refresh(scheduleId: string, last: Snapshot | null, at: number): CacheEntry {
  const entry: CacheEntry = { at, last, pending: true, snapshot: loadSeatMap(scheduleId, last) };
  const onLoaded = (snapshot: Snapshot) => {
    entry.last = snapshot;
    entry.pending = false;
    evictLeastRecent();
  };
  const onFailed = () => {
    entry.pending = false;
    entry.at = Number.NEGATIVE_INFINITY; // a failed read is not cached
    if (!last) cache.delete(scheduleId);
  };
  entry.snapshot.then(onLoaded, onFailed);
  return entry;
}

/** The seats of a date as they were at most a second ago. @throws AppError SCHEDULE_NOT_FOUND */
export function cachedSeatMap(scheduleId: string): Promise<Snapshot> {
  const now = performance.now();
  const cached = cache.get(scheduleId);
  if (cached && (cached.pending || now - cached.at < CACHE_MS)) return cached.snapshot;
  const entry = refresh(scheduleId, cached?.last ?? null, now);
  cache.delete(scheduleId);
  cache.set(scheduleId, entry);
  return entry.snapshot;
}

/** Milliseconds until cachedSeatMap() reads the hall again. */
export function msUntilRefresh(scheduleId: string): number {
  const cached = cache.get(scheduleId);
  return cached ? Math.max(0, cached.at + CACHE_MS - performance.now()) : 0;
}
