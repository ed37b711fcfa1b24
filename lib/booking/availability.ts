import { statement } from "@/lib/core/db";
import { oncePerProcess } from "@/lib/core/once";

type Seats = { total: number; available: number };
const MEMO_MS = 2_000; // a programme page may be this far behind

const countSeats = statement<{ concert_id: string; total: number; available: number }>(
  "availability",
  `SELECT d.concert_id, count(*)::int AS total,
     (count(*) FILTER (WHERE s.status = 'AVAILABLE' OR s.hold_expires_at <= moment.now))::int AS available
   FROM (SELECT jari_now() AS now) moment, seat s JOIN schedule d ON d.id = s.schedule_id
   WHERE d.starts_at > moment.now GROUP BY d.concert_id`,
);

const memo = oncePerProcess<{ at: number; seats?: Promise<Map<string, Seats>> }>("availability", () => ({ at: 0 }));

async function counted(): Promise<Map<string, Seats>> {
  const rows = await countSeats();
  return new Map(rows.map(({ concert_id, total, available }) => [concert_id, { total, available }]));
}

/** Seats of every concert's dates to come, and how many are free; counted at most once in two seconds a process. */
export async function availability(): Promise<Map<string, Seats>> {
  const age = performance.now() - memo.at;
  if (!memo.seats || age > MEMO_MS) {
    memo.at = performance.now();
    memo.seats = counted();
    memo.seats.catch(() => {
      memo.seats = undefined; // the next reader asks again
    });
  }
  return memo.seats;
}
