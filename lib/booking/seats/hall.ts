import { preparedStatement } from "@/lib/core/db";
import type { Won } from "@/lib/core/money";

/** What a seat is, whoever has it. */
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

/** The seats of a date in order of number, and the place of each number in that list. `edition` changes with the hall. */
export type Hall = { revision: string; seats: readonly HallSeat[]; indexByNumber: ReadonlyMap<number, number> };

type Tuple = [string, number, string, string, string, number, number, string, number];

// One value instead of a row a seat: a stadium is read in one piece. A save of a hall writes its schedule's row too
// (lib/concerts/update.ts), so that row's xmin is the edition of its seats.
const read = preparedStatement<{ edition: string; seats: Tuple[] }>(
  "seat_hall",
  `SELECT d.xmin::text AS edition, (
     SELECT coalesce(json_agg(json_build_array(id::text, number, section, row, label, x, y, grade, price)
       ORDER BY number), '[]') FROM seat WHERE schedule_id = d.id) AS seats
   FROM schedule d WHERE d.id = $1`,
);

/** The seats of a date as its hall has them now; null for a date that does not exist. */
export async function loadHall(scheduleId: string): Promise<Hall | null> {
  const [found] = await read(scheduleId);
  if (!found) return null;
  const seats = found.seats.map(([id, number, section, row, label, x, y, grade, price]) => {
    return { id, number, section, row, label, x, y, grade, price };
  });
  return { revision: found.edition, seats, indexByNumber: new Map(seats.map(({ number }, place) => [number, place])) };
}
