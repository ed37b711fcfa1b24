import { type ConcertForm, type DateForm, newKey, type PlainForm, toSeoul } from "./form-state";

const DAY_MS = 86_400_000;

/** A new date's hall: fifty seats in two grades. */
export const defaultHall = (): PlainForm => ({
  type: "plain",
  seats: "50",
  grades: [
    { key: newKey(), name: "R", price: "66000", to: "20" },
    { key: newKey(), name: "S", price: "55000", to: "50" },
  ],
});

export const defaultDate = (venue = ""): DateForm => ({
  key: newKey(),
  id: null,
  startsAt: "",
  venue,
  hall: defaultHall(),
  now: null,
});

/** A new concert: on sale from tomorrow 20:00 in Seoul, with the usual limits. */
export function defaultForm(now: string): ConcertForm {
  const tomorrow = toSeoul(new Date(Date.parse(now) + DAY_MS).toISOString()).slice(0, 10);
  return {
    name: "",
    host: "",
    description: "",
    salesOpenAt: `${tomorrow}T20:00`,
    salesCloseAt: "",
    seatLimit: "4",
    refundHours: "24",
    capacity: "100",
    admitPerMinute: "600",
    dates: [defaultDate()],
  };
}
