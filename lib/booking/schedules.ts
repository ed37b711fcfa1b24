import { statement } from "@/lib/core/db";
import { oncePerProcess } from "@/lib/core/once";

export type ScheduleSeats = {
  id: string;
  concertId: string;
  startsAt: string;
  venue: string;
  seatsTotal: number;
  seatsAvailable: number;
};

const countedSchedules = statement<{ id: string; starts_at: Date; venue: string; total: number; available: number }>(
  "schedules_counted",
  `SELECT d.id, d.starts_at, d.venue, count(s.id)::int AS total,
     (count(s.id) FILTER (WHERE s.status = 'AVAILABLE' OR s.hold_expires_at <= moment.now))::int AS available
   FROM (SELECT jari_now() AS now) moment, schedule d LEFT JOIN seat s ON s.schedule_id = d.id
   WHERE d.concert_id = $1 GROUP BY d.id ORDER BY d.starts_at, d.id`,
);

/** The dates of a concert in order, each with its seats and how many are free at this moment. */
export async function schedulesOf(concertId: string): Promise<ScheduleSeats[]> {
  const rows = await countedSchedules(concertId);
  return rows.map(({ id, starts_at, venue, total, available }) => ({
    id,
    concertId,
    startsAt: starts_at.toISOString(),
    venue,
    seatsTotal: total,
    seatsAvailable: available,
  }));
}

const concertOf = statement<{ concert_id: string }>(
  "schedule_concert",
  "SELECT concert_id FROM schedule WHERE id = $1",
);
const known = oncePerProcess("concert of schedule", () => new Map<string, string>()); // a date never changes its concert

/** The concert a date belongs to; null for a date that does not exist. */
export async function concertOfSchedule(scheduleId: string): Promise<string | null> {
  const remembered = known.get(scheduleId);
  if (remembered) return remembered;
  const [row] = await concertOf(scheduleId);
  if (row) known.set(scheduleId, row.concert_id);
  return row?.concert_id ?? null;
}
