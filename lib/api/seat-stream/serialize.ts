import { ownSeatIndexes, type SeatChange, type Snapshot, statusAt } from "@/lib/booking";

type Hall = Snapshot["hall"];

const heads = new WeakMap<Hall, string[]>();

/** The JSON of each seat up to its status: what stays the same while a hall does. */
function seatPrefixes(hall: Hall): string[] {
  const known = heads.get(hall);
  if (known) return known;
  const made = hall.seats.map((seat) => `${JSON.stringify(seat).slice(0, -1)},"status":"`);
  heads.set(hall, made);
  return made;
}

/** The whole map as JSON; `own` are the places of the seats that are the asker's. */
export function serializeSeatMap(snapshot: Snapshot, own: readonly number[]): string {
  const { scheduleId, version, hall } = snapshot;
  const mine = new Set(own);
  const seats = seatPrefixes(hall).map(
    (head, place) => `${head}${statusAt(snapshot, place)}","mine":${mine.has(place)}}`,
  );
  return `{"scheduleId":"${scheduleId}","version":${version},"seats":[${seats.join(",")}]}`;
}

/** What changed at these places since a version, as JSON. */
export function serializeChanges(
  snapshot: Snapshot,
  since: number,
  places: readonly number[],
  own: ReadonlySet<number>,
) {
  const { scheduleId, version, hall } = snapshot;
  const changes = places.map((place): SeatChange => {
    return { number: hall.seats[place]?.number ?? 0, status: statusAt(snapshot, place), mine: own.has(place) };
  });
  return JSON.stringify({ scheduleId, version, since, changes });
}

/** The asker's own seats, as {@link serializeChanges} wants them. */
export const ownSeatSet = (snapshot: Snapshot, userId: string): ReadonlySet<number> =>
  new Set(ownSeatIndexes(snapshot, userId));
