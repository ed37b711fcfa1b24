import { type ConcertForm, type DateForm, fromSeoul, hallInput, wholeOf } from "./form";

type Fields = Record<string, unknown>;

const dateBody = ({ id, startsAt, venue, hall }: DateForm): Fields => ({
  ...(id && { id }),
  ...{ startsAt: fromSeoul(startsAt), venue: venue.trim() },
  ...(hall && { hall: hallInput(hall) }),
});

const textsOf = ({ name, host, description, salesOpenAt, salesCloseAt }: ConcertForm): Fields => ({
  ...{ name: name.trim(), host: host.trim(), description: description.trim() },
  ...{ salesOpenAt: fromSeoul(salesOpenAt), salesCloseAt: fromSeoul(salesCloseAt) },
});

const rulesOf = ({ seatLimit, refundHours, capacity, admitPerMinute }: ConcertForm): Fields => ({
  ...{ seatLimit: wholeOf(seatLimit), refundHours: wholeOf(refundHours) },
  ...{ capacity: wholeOf(capacity), admitPerMinute: wholeOf(admitPerMinute) },
});

/** The body of POST /api/admin/concerts. */
export const createBody = (form: ConcertForm): Fields => ({
  ...textsOf(form),
  ...rulesOf(form),
  schedules: form.dates.map(dateBody),
});

/** The body of PATCH /api/admin/concerts/{id}: only what was changed, so that two admins do not undo each other; null for nothing. */
export function editBody(form: ConcertForm, before: ConcertForm): Fields | null {
  const was: Fields = { ...textsOf(before), ...rulesOf(before) };
  const now = Object.entries({ ...textsOf(form), ...rulesOf(form) });
  const fields = Object.fromEntries(now.filter(([key, value]) => value !== was[key]));
  const changed = form.dates.some((date) => {
    const old = before.dates.find(({ id }) => id !== null && id === date.id);
    return !old || date.hall || date.startsAt !== old.startsAt || date.venue.trim() !== old.venue;
  });
  if (changed) fields.schedules = form.dates.map(dateBody); // all of them, so that an answer's places are the form's
  return Object.keys(fields).length ? fields : null;
}
