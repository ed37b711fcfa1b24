import { type ConcertForm, toSeoul } from "@/components/admin/concerts/form-state";
import type { EditableConcert } from "@/lib/concerts";

/** The form's state for a saved concert. */
export function toForm(concert: EditableConcert): ConcertForm {
  const { name, host, description, seatLimit, refundHours, capacity, admitPerMinute } = concert;
  return {
    name,
    host,
    description,
    salesOpenAt: toSeoul(concert.salesOpenAt),
    salesCloseAt: toSeoul(concert.salesCloseAt),
    seatLimit: String(seatLimit),
    refundHours: String(refundHours),
    capacity: String(capacity),
    admitPerMinute: String(admitPerMinute),
    dates: concert.schedules.map(({ id, startsAt, venue, hallKind, seatsTotal }) => {
      const { sold = 0, held = 0 } = concert.seats[id] ?? {};
      const now = { kind: hallKind, seats: seatsTotal, inUse: sold + held > 0 };
      return { key: id, id, startsAt: toSeoul(startsAt), venue, hall: null, now };
    }),
  };
}
