import { preparedStatement } from "@/lib/core/db";
import { createKnownIds } from "@/lib/core/known-ids";
import { processSingleton } from "@/lib/core/singleton";

export type ScheduleSeats = {
  id: string;
  concertId: string;
  startsAt: string;
  venue: string;
  seatsTotal: number;
  seatsAvailable: number;
};

const selectSchedules = preparedStatement<{
  id: string;
  starts_at: Date;
  venue: string;
  total: number;
  available: number;
}>(
  "schedules_counted",
  `SELECT d.id, d.starts_at, d.venue, count(s.id)::int AS total,
     (count(s.id) FILTER (WHERE s.status = 'AVAILABLE'))::int AS available
   FROM schedule d LEFT JOIN seat_now s ON s.schedule_id = d.id
   WHERE d.concert_id = $1 GROUP BY d.id ORDER BY d.starts_at, d.id`,
);

/** The dates of a concert in order, each with its seats and how many are available now. */
export async function findSchedules(concertId: string): Promise<ScheduleSeats[]> {
  const rows = await selectSchedules(concertId);
  return rows.map(({ id, starts_at, venue, total, available }) => ({
    id,
    concertId,
    startsAt: starts_at.toISOString(),
    venue,
    seatsTotal: total,
    seatsAvailable: available,
  }));
}

const selectConcert = preparedStatement<{ concert_id: string }>(
  "schedule_concert",
  "SELECT concert_id FROM schedule WHERE id = $1",
);
// Never evicted or refreshed: a date never changes its concert.
const concertBySchedule = processSingleton("concert of schedule", () => new Map<string, string>());

const selectIds = preparedStatement<{ id: string }>("schedule_ids", "SELECT id FROM schedule");
const knownSchedules = processSingleton("known schedules", () =>
  createKnownIds(async () => (await selectIds()).map(({ id }) => id)),
);

/** The concert of a date; null for a date that does not exist, mostly without asking an engine. */
export async function findConcertOfSchedule(scheduleId: string): Promise<string | null> {
  const cached = concertBySchedule.get(scheduleId);
  if (cached) return cached;
  if (!(await knownSchedules.mayExist(scheduleId))) return null;
  const [row] = await selectConcert(scheduleId);
  if (row) concertBySchedule.set(scheduleId, row.concert_id);
  return row?.concert_id ?? null;
}
