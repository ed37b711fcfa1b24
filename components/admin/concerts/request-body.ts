import { type ConcertForm, type DateForm, fromSeoul, parseInteger, toHallInput } from "./form-state";

type Fields = Record<string, unknown>;

const toScheduleBody = ({ id, startsAt, venue, hall }: DateForm): Fields => ({
  ...(id && { id }),
  ...{ startsAt: fromSeoul(startsAt), venue: venue.trim() },
  ...(hall && { hall: toHallInput(hall) }),
});

const textFields = ({ name, host, description, salesOpenAt, salesCloseAt }: ConcertForm): Fields => ({
  ...{ name: name.trim(), host: host.trim(), description: description.trim() },
  ...{ salesOpenAt: fromSeoul(salesOpenAt), salesCloseAt: fromSeoul(salesCloseAt) },
});

const ruleFields = ({ seatLimit, refundHours, capacity, admitPerMinute }: ConcertForm): Fields => ({
  ...{ seatLimit: parseInteger(seatLimit), refundHours: parseInteger(refundHours) },
  ...{ capacity: parseInteger(capacity), admitPerMinute: parseInteger(admitPerMinute) },
});

/** The body of POST /api/admin/concerts. */
export const toCreateBody = (form: ConcertForm): Fields => ({
  ...textFields(form),
  ...ruleFields(form),
  schedules: form.dates.map(toScheduleBody),
});

/** The body of PATCH /api/admin/concerts/{id}: only what was changed, so that two admins do not undo each other; null for nothing. */
export function toUpdateBody(form: ConcertForm, before: ConcertForm): Fields | null {
  const was: Fields = { ...textFields(before), ...ruleFields(before) };
  const now = Object.entries({ ...textFields(form), ...ruleFields(form) });
  const fields = Object.fromEntries(now.filter(([key, value]) => value !== was[key]));
  const changed = form.dates.some((date) => {
    const old = before.dates.find(({ id }) => id !== null && id === date.id);
    return !old || date.hall || date.startsAt !== old.startsAt || date.venue.trim() !== old.venue;
  });
  if (changed) fields.schedules = form.dates.map(toScheduleBody); // all of them, so that an answer's places are the form's
  return Object.keys(fields).length ? fields : null;
}
