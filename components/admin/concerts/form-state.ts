import type { HallInput } from "@/lib/concerts/halls/hall";

/** A grade of a plain hall. It begins where the one before it ends; the last one ends with the hall. */
export type GradeForm = { key: string; name: string; price: string; to: string };
export type PlainForm = { type: "plain"; seats: string; grades: GradeForm[] };
export type ImportedForm = {
  type: "imported";
  fileName: string;
  plan: unknown;
  categories: string[];
  prices: Record<string, string>;
};
export type HallForm = PlainForm | ImportedForm;

/** The saved seating of a date. */
export type CurrentHall = { kind: "plain" | "imported"; seats: number; inUse: boolean };

/** A date of the form. A saved one has an `id`; `hall` is null while its seating stays unchanged. */
export type DateForm = {
  key: string;
  id: string | null;
  startsAt: string;
  venue: string;
  hall: HallForm | null;
  now: CurrentHall | null;
};

export type RuleName = "seatLimit" | "refundHours" | "capacity" | "admitPerMinute";

/** The form's text as typed. Times are `YYYY-MM-DDTHH:mm` in Seoul. */
export type ConcertForm = Record<
  "name" | "host" | "description" | "salesOpenAt" | "salesCloseAt" | RuleName,
  string
> & {
  dates: DateForm[];
};

let lastKey = 0;
/** A React key for a new row of the form. */
export const newKey = (): string => `new-${++lastKey}`;

const SEOUL_MS = 9 * 3_600_000; // ahead of UTC, all year round

/** An ISO time as the value of an `<input type="datetime-local">` in Seoul, and back. */
export const toSeoul = (iso: string): string => new Date(Date.parse(iso) + SEOUL_MS).toISOString().slice(0, 16);
export const fromSeoul = (local: string): string => new Date(`${local}:00+09:00`).toISOString();
export const isLocalDateTime = (local: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local);

/** The whole number in a field, with or without thousands separators; NaN for anything else. */
export const parseInteger = (text: string): number => {
  const digits = text.replace(/[\s,.]/g, "");
  return /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
};

/** The hall as `planHall` and the API take it. */
export function toHallInput(form: HallForm): HallInput {
  if (form.type === "imported") {
    const prices = Object.entries(form.prices).filter(([, price]) => price.trim() !== "");
    const whole = prices.map(([category, price]) => [category, parseInteger(price)] as const);
    return { type: "imported", plan: form.plan, prices: Object.fromEntries(whole) };
  }
  const seats = parseInteger(form.seats);
  let from = 1;
  const grades = form.grades.map(({ name, price, to: typed }, index) => {
    const to = index === form.grades.length - 1 ? seats : parseInteger(typed);
    const grade = { name: name.trim(), price: parseInteger(price), from, to };
    from = to + 1;
    return grade;
  });
  return { type: "plain", seats, grades };
}
