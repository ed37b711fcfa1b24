import { LRUCache } from "lru-cache";
import { ownSeatIndexes, type SeatChange, type Snapshot, statusAt } from "@/lib/booking";

const MAX_CACHED_SEATS = 500_000; // of all halls; a prefix takes about 120 bytes

const prefixCache = new LRUCache<string, string[]>({ maxSize: MAX_CACHED_SEATS });

/** The JSON of each seat up to its status, which is the same for a revision of the hall. */
function seatPrefixes({ scheduleId, hall }: Snapshot): string[] {
  const key = `${scheduleId}:${hall.revision}`;
  const cached = prefixCache.get(key);
  if (cached) return cached;
  const prefixes = hall.seats.map((seat) => `${JSON.stringify(seat).slice(0, -1)},"status":"`);
  prefixCache.set(key, prefixes, { size: Math.max(1, prefixes.length) });
  return prefixes;
}

/** The whole map as JSON; `own` are the indexes of the reader's seats. */
export function serializeSeatMap(snapshot: Snapshot, own: readonly number[]): string {
  const { scheduleId, version } = snapshot;
  const mine = new Set(own);
  const seats = seatPrefixes(snapshot).map(
    (prefix, index) => `${prefix}${statusAt(snapshot, index)}","mine":${mine.has(index)}}`,
  );
  return `{"scheduleId":"${scheduleId}","version":${version},"seats":[${seats.join(",")}]}`;
}

/** The seats at these indexes as JSON; they changed after the version `since`. */
export function serializeChanges(
  snapshot: Snapshot,
  since: number,
  indexes: readonly number[],
  own: ReadonlySet<number>,
): string {
  const { scheduleId, version, hall } = snapshot;
  const changes = indexes.map((index): SeatChange => {
    return { number: hall.seats[index]?.number ?? 0, status: statusAt(snapshot, index), mine: own.has(index) };
  });
  return JSON.stringify({ scheduleId, version, since, changes });
}

export const ownSeatSet = (snapshot: Snapshot, userId: string): ReadonlySet<number> =>
  new Set(ownSeatIndexes(snapshot, userId));
