import type { Won } from "@/lib/core/money";
import { replicaStatement } from "@/lib/core/replica";

export type HallSeat = {
  id: string;
  number: number;
  section: string;
  row: string;
  label: string;
  x: number;
  y: number;
  grade: string;
  price: Won;
};

export type Hall = { revision: string; seats: readonly HallSeat[]; indexByNumber: ReadonlyMap<number, number> };

type Tuple = [string, number, string, string, string, number, number, string, number];

// One JSON value is several times faster than a row per seat; each save writes the schedule's row and so its xmin.
const selectHall = replicaStatement<{ revision: string; seats: Tuple[] }>(
  "seat_hall",
  `SELECT d.xmin::text AS revision, (
     SELECT coalesce(json_agg(json_build_array(id::text, number, section, row, label, x, y, grade, price)
       ORDER BY number), '[]') FROM seat WHERE schedule_id = d.id) AS seats
   FROM schedule d WHERE d.id = $1`,
);

/** The seats of a date in order of number; null for a date that does not exist. */
export async function loadHall(scheduleId: string): Promise<Hall | null> {
  const [row] = await selectHall(scheduleId);
  if (!row) return null;
  const seats = row.seats.map(([id, number, section, row, label, x, y, grade, price]) => {
    return { id, number, section, row, label, x, y, grade, price };
  });
  return { revision: row.revision, seats, indexByNumber: new Map(seats.map(({ number }, index) => [number, index])) };
}
