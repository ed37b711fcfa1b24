import { preparedStatement } from "@/lib/core/db";
import { processSingleton } from "@/lib/core/singleton";

type SeatTotals = { total: number; available: number };
const CACHE_MS = 2_000; // a programme page may be this far behind

const selectSeatCounts = preparedStatement<{ concert_id: string; total: number; available: number }>(
  "availability",
  `SELECT d.concert_id, count(*)::int AS total,
     (count(*) FILTER (WHERE s.status = 'AVAILABLE' OR s.hold_expires_at <= moment.now))::int AS available
   FROM (SELECT jari_now() AS now) moment, seat s JOIN schedule d ON d.id = s.schedule_id
   WHERE d.starts_at > moment.now GROUP BY d.concert_id`,
);

const cache = processSingleton<{ at: number; seats?: Promise<Map<string, SeatTotals>> }>("availability", () => ({
  at: 0,
}));

async function countSeatsByConcert(): Promise<Map<string, SeatTotals>> {
  const rows = await selectSeatCounts();
  return new Map(rows.map(({ concert_id, total, available }) => [concert_id, { total, available }]));
}

/** Seats of every concert's dates to come, and how many are free; counted at most once in two seconds a process. */
export async function availabilityByConcert(): Promise<Map<string, SeatTotals>> {
  const age = performance.now() - cache.at;
  if (!cache.seats || age > CACHE_MS) {
    cache.at = performance.now();
    cache.seats = countSeatsByConcert();
    cache.seats.catch(() => {
      cache.seats = undefined; // the next reader asks again
    });
  }
  return cache.seats;
}
