import { replicaStatement } from "@/lib/core/replica";
import { processSingleton } from "@/lib/core/singleton";

type SeatTotals = { total: number; available: number };
const CACHE_MS = 2_000; // the list of concerts may be this far behind

const selectSeatTotals = replicaStatement<{ concert_id: string; total: number; available: number }>(
  "availability",
  `SELECT d.concert_id, count(*)::int AS total, (count(*) FILTER (WHERE s.status = 'AVAILABLE'))::int AS available
   FROM (SELECT jari_now() AS now) moment, seat_now s JOIN schedule d ON d.id = s.schedule_id
   WHERE d.starts_at > moment.now GROUP BY d.concert_id`,
);

const cache = processSingleton<{ at: number; totals?: Promise<Map<string, SeatTotals>> }>("availability", () => ({
  at: 0,
}));

async function countSeatsByConcert(): Promise<Map<string, SeatTotals>> {
  const rows = await selectSeatTotals();
  return new Map(rows.map(({ concert_id, total, available }) => [concert_id, { total, available }]));
}

/** Seats of each concert's future dates, and how many are available; counted at most once in two seconds a process. */
export async function availabilityByConcert(): Promise<Map<string, SeatTotals>> {
  const ageMs = performance.now() - cache.at;
  if (!cache.totals || ageMs > CACHE_MS) {
    cache.at = performance.now();
    cache.totals = countSeatsByConcert();
    cache.totals.catch(() => {
      cache.totals = undefined; // a failed read is not cached
    });
  }
  return cache.totals;
}
