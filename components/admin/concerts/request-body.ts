import { type ConcertForm, type DateForm, fromSeoul, parseInteger, toHallInput } from "./form-state";

type Fields = Record<string, unknown>;

const toScheduleBody = ({ id, startsAt, venue, hall }: DateForm): Fields => ({
  ...(id && { id }),
  startsAt: fromSeoul(startsAt),
  venue: venue.trim(),
  ...(hall && { hall: toHallInput(hall) }),
});

const textFields = ({ name, host, description, salesOpenAt, salesCloseAt }: ConcertForm): Fields => ({
  name: name.trim(),
  host: host.trim(),
  description: description.trim(),
  salesOpenAt: fromSeoul(salesOpenAt),
  salesCloseAt: fromSeoul(salesCloseAt),
});

const ruleFields = ({ seatLimit, refundHours, capacity, admitPerMinute }: ConcertForm): Fields => ({
  seatLimit: parseInteger(seatLimit),
  refundHours: parseInteger(refundHours),
  capacity: parseInteger(capacity),
  admitPerMinute: parseInteger(admitPerMinute),
});

/** The body of POST /api/admin/concerts. */
export const toCreateBody = (form: ConcertForm): Fields => ({
  ...textFields(form),
  ...ruleFields(form),
  schedules: form.dates.map(toScheduleBody),
});

/** The body of PATCH /api/admin/concerts/{id}: only the changes, so that two admins do not undo each other's; null if there are none. */
export function toUpdateBody(form: ConcertForm, saved: ConcertForm): Fields | null {
  const previous: Fields = { ...textFields(saved), ...ruleFields(saved) };
  const current = Object.entries({ ...textFields(form), ...ruleFields(form) });
  const fields = Object.fromEntries(current.filter(([key, value]) => value !== previous[key]));
  const changed = form.dates.some((date) => {
    const old = saved.dates.find(({ id }) => id !== null && id === date.id);
    return !old || date.hall || date.startsAt !== old.startsAt || date.venue.trim() !== old.venue;
  });
  if (changed) fields.schedules = form.dates.map(toScheduleBody); // all dates, so that the indexes in the API's errors are the form's
  return Object.keys(fields).length ? fields : null;
}
