import { randomUUID } from "node:crypto";
import { makeAdmin, type TestUser } from "../../support/fixtures";
import { callApi } from "./api";
import { GRADES } from "./messages";

/** A concert of a test, and its first date. */
export type TestConcert = { id: string; slug: string; name: string; scheduleId: string };
type ConcertOptions = {
  capacity?: number;
  dates?: number;
  /** When it sells, in days from now: since yesterday and for a month, unless told. */
  sells?: [from: number, to: number];
  by?: TestUser;
  /** Its hall, as an admin gives it. */
  hall?: object;
};
type CreatedConcert = { id: string; slug: string; schedules: { id: string }[] };

const PLAIN = { type: "plain", seats: 50, grades: GRADES };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** A concert on sale now, saved as an admin saves one: plain halls of 50 seats in two grades, one date unless told. */
export async function createConcert(options: ConcertOptions = {}): Promise<TestConcert> {
  const { capacity = 100, dates = 1, sells = [-1, 29], by = await makeAdmin(), hall = PLAIN } = options;
  const name = `Evening ${randomUUID().slice(0, 8)}`;
  const schedules = Array.from({ length: dates }, (_, day) => ({
    startsAt: inDays(30 + day),
    venue: "Jari Hall",
    hall,
  }));
  const body = {
    name,
    host: "The Testers",
    description: "An evening for a test.",
    capacity,
    salesOpenAt: inDays(sells[0]),
    salesCloseAt: inDays(sells[1]),
    schedules,
  };
  const { id, slug, schedules: created } = await callApi<CreatedConcert>(by, "POST", "/api/admin/concerts", { body });
  const [first] = created;
  if (!first) throw new Error("the concert has no date");
  return { id, slug, name, scheduleId: first.id };
}
