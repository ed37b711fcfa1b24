import { planHall } from "@/lib/concerts/halls";
import { type ConcertForm, isLocalDateTime, parseInteger, type RuleName, toHallInput } from "./form-state";

/** The error of one field; `code` is a key of the messages `admin.form`, except for the server's own text. */
export type FieldError =
  | { code: "required" | "moment" | "order" | "hall" }
  | { code: "number"; min: number; max: number }
  | { code: "server"; text: string };

/** Errors by the path of their field, in the order of the page: `name`, `schedules[0].venue`. */
export type FieldErrors = Map<string, FieldError>;

export const RANGES: Record<RuleName, { min: number; max: number }> = {
  seatLimit: { min: 1, max: 100 },
  refundHours: { min: 0, max: 8_760 },
  capacity: { min: 0, max: 1_000_000 },
  admitPerMinute: { min: 0, max: 1_000_000 },
};

/** Validates the form before it is sent. The API validates again. */
export function validate(form: ConcertForm): FieldErrors {
  const fieldErrors: FieldErrors = new Map();
  for (const name of ["name", "host", "description"] as const)
    if (!form[name].trim()) fieldErrors.set(name, { code: "required" });
  for (const name of ["salesOpenAt", "salesCloseAt"] as const)
    if (!isLocalDateTime(form[name])) fieldErrors.set(name, { code: "moment" });
  if (!fieldErrors.has("salesCloseAt") && form.salesOpenAt >= form.salesCloseAt)
    fieldErrors.set("salesCloseAt", { code: "order" });
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = parseInteger(form[name as RuleName]);
    if (!(value >= min && value <= max)) fieldErrors.set(name, { code: "number", min, max });
  }
  for (const [index, { startsAt, venue, hall }] of form.dates.entries()) {
    const at = `schedules[${index}]`;
    if (!isLocalDateTime(startsAt)) fieldErrors.set(`${at}.startsAt`, { code: "moment" });
    if (!venue.trim()) fieldErrors.set(`${at}.venue`, { code: "required" });
    if (hall && !planHall(toHallInput(hall)).ok) fieldErrors.set(`${at}.hall`, { code: "hall" });
  }
  return fieldErrors;
}

/** The API's errors by the form's field. Every error inside a hall belongs to the hall's field. */
export function fromServerErrors(errors: readonly { path: string; message: string }[]): FieldErrors {
  const fieldErrors: FieldErrors = new Map();
  for (const { path, message } of errors) {
    const field = /^(schedules\[\d+\]\.hall)/.exec(path)?.[1] ?? path;
    if (!fieldErrors.has(field)) fieldErrors.set(field, { code: "server", text: message });
  }
  return fieldErrors;
}
