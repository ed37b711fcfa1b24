import { statement } from "@/lib/core/db";
import { Refusal } from "@/lib/core/errors";
import type { Won } from "@/lib/core/money";
import { concertOfSchedule } from "./schedules";

export type Seat = {
  id: string;
  number: number;
  section: string;
  row: string;
  label: string;
  x: number;
  y: number;
  grade: string;
  price: Won;
  status: "AVAILABLE" | "TEMPORARY" | "RESERVED";
  /** Held or bought by the asker. */
  mine: boolean;
};

/** `version` grows with every change of a seat, and when a hold lapses. */
export type SeatMap = { scheduleId: string; version: number; seats: Seat[] };

type Row = Omit<Seat, "price"> & { price: string; version: string; lapsed: boolean };

// A write adds two to a seat's version and a lapse counts one, so that the sum grows also when a lapsed seat is taken over.
const seatsOf = statement<Row>(
  "seat_map",
  `SELECT s.id, number, section, row, label, x, y, grade, price, version, lapsed,
     CASE WHEN lapsed THEN 'AVAILABLE' ELSE status::text END AS status,
     coalesce(NOT lapsed AND holder_id = $2, false) AS mine
   FROM (SELECT jari_now() AS now) moment, seat s,
     LATERAL (SELECT coalesce(hold_expires_at <= moment.now, false) AS lapsed) hold
   WHERE schedule_id = $1 ORDER BY number`,
);

/**
 * Every seat of a date in order of number, as it is at this moment: a hold that has lapsed counts as free.
 * @throws Refusal SCHEDULE_NOT_FOUND
 */
export async function seatMap(scheduleId: string, userId?: string): Promise<SeatMap> {
  const rows = await seatsOf(scheduleId, userId ?? null);
  if (rows.length === 0 && !(await concertOfSchedule(scheduleId))) throw new Refusal("SCHEDULE_NOT_FOUND");
  let version = 0;
  const seats = rows.map(({ version: changes, lapsed, price, ...seat }) => {
    version += Number(changes) + (lapsed ? 1 : 0);
    return { ...seat, price: Number(price) };
  });
  return { scheduleId, version, seats };
}
