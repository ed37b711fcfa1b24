import { preparedStatement } from "@/lib/core/db";

/** How many seats of a date stand how. A hold that has lapsed counts as available. */
export type SeatCounts = { concertId: string; scheduleId: string; available: number; held: number; sold: number };

const selectSeatCounts = preparedStatement<SeatCounts>(
  "seat_counts",
  `SELECT d.concert_id::text AS "concertId", d.id::text AS "scheduleId",
     (count(*) FILTER (WHERE s.status = 'AVAILABLE' OR s.hold_expires_at <= moment.now))::int AS available,
     (count(*) FILTER (WHERE s.status = 'TEMPORARY' AND s.hold_expires_at > moment.now))::int AS held,
     (count(*) FILTER (WHERE s.status = 'RESERVED'))::int AS sold
   FROM (SELECT jari_now() AS now) moment, concert c JOIN schedule d ON d.concert_id = c.id JOIN seat s ON s.schedule_id = d.id
   WHERE c.sales_open_at <= moment.now AND c.sales_close_at > moment.now GROUP BY d.id ORDER BY d.id`,
);

/** The seats of every date on sale, for whoever watches. Reads them all: ask seldom. */
export const countSeatsOnSale = (): Promise<SeatCounts[]> => selectSeatCounts();
