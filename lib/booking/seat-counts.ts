import { replicaStatement } from "@/lib/core/replica";

export type SeatCounts = { concertId: string; scheduleId: string; available: number; held: number; sold: number };

const selectSeatCounts = replicaStatement<SeatCounts>(
  "seat_counts",
  `SELECT d.concert_id::text AS "concertId", d.id::text AS "scheduleId",
     (count(*) FILTER (WHERE s.status = 'AVAILABLE'))::int AS available,
     (count(*) FILTER (WHERE s.status = 'TEMPORARY'))::int AS held,
     (count(*) FILTER (WHERE s.status = 'RESERVED'))::int AS sold
   FROM (SELECT jari_now() AS now) moment, concert c JOIN schedule d ON d.concert_id = c.id
     JOIN seat_now s ON s.schedule_id = d.id
   WHERE c.rehearsal_of_id IS NULL AND c.sales_open_at <= moment.now AND c.sales_close_at > moment.now GROUP BY d.id ORDER BY d.id`,
);

/** Reads every seat of every date on sale, but of no rehearsal: call it rarely. */
export const countSeatsOnSale = (): Promise<SeatCounts[]> => selectSeatCounts();
