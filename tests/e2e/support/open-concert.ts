import { randomUUID } from "node:crypto";
import { makeAdmin, type TestUser } from "../../support/fixtures";
import { callApi } from "./api";
import { GRADES } from "./messages";

/** A concert of a test, and its first date. */
export type TestConcert = { id: string; slug: string; name: string; scheduleId: string };
type ConcertOptions = {
  capacity?: number;
  dates?: number;
  /** When it is on sale, in days from now; by default from yesterday for a month. */
  sells?: [from: number, to: number];
  by?: TestUser;
  /** Its hall, as an admin gives it. */
  hall?: object;
};
type CreatedConcert = { id: string; slug: string; schedules: { id: string }[] };

const PLAIN = { type: "plain", seats: 50, grades: GRADES };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Creates a concert through the API; by default on sale now, with one date and a plain hall of 50 seats in two grades. */
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
    holdCooldownSeconds: 0, // one fan of a test may hold again and again
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
