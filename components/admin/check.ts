import { planHall } from "@/lib/catalogue/halls";
import { type ConcertForm, hallInput, isMoment, type RuleName, wholeOf } from "./form";

/** What is wrong with one field: `code` is a key of the messages `admin.form`. */
export type Fault =
  | { code: "required" | "moment" | "order" | "hall" }
  | { code: "number"; min: number; max: number }
  | { code: "said"; text: string };

/** Faults by the path of their field, in the order of the page: `name`, `schedules[0].venue`. */
export type Faults = Map<string, Fault>;

export const RULES: Record<RuleName, { min: number; max: number }> = {
  seatLimit: { min: 1, max: 100 },
  refundHours: { min: 0, max: 8_760 },
  capacity: { min: 0, max: 1_000_000 },
  admitPerMinute: { min: 0, max: 1_000_000 },
};

/** A courtesy before sending; the contract checks again. */
export function check(form: ConcertForm): Faults {
  const faults: Faults = new Map();
  for (const name of ["name", "host", "description"] as const)
    if (!form[name].trim()) faults.set(name, { code: "required" });
  for (const name of ["salesOpenAt", "salesCloseAt"] as const)
    if (!isMoment(form[name])) faults.set(name, { code: "moment" });
  if (!faults.has("salesCloseAt") && form.salesOpenAt >= form.salesCloseAt)
    faults.set("salesCloseAt", { code: "order" });
  for (const [name, { min, max }] of Object.entries(RULES)) {
    const value = wholeOf(form[name as RuleName]);
    if (!(value >= min && value <= max)) faults.set(name, { code: "number", min, max });
  }
  for (const [index, { startsAt, venue, hall }] of form.dates.entries()) {
    const at = `schedules[${index}]`;
    if (!isMoment(startsAt)) faults.set(`${at}.startsAt`, { code: "moment" });
    if (!venue.trim()) faults.set(`${at}.venue`, { code: "required" });
    if (hall && !planHall(hallInput(hall)).ok) faults.set(`${at}.hall`, { code: "hall" });
  }
  return faults;
}

/** The faults an answer names, each at the field it belongs to. */
export function answered(errors: readonly { path: string; message: string }[]): Faults {
  const faults: Faults = new Map();
  for (const { path, message } of errors) {
    const field = /^(schedules\[\d+\]\.hall)/.exec(path)?.[1] ?? path;
    if (!faults.has(field)) faults.set(field, { code: "said", text: message });
  }
  return faults;
}
