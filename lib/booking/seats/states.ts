import { replicaStatement } from "@/lib/core/replica";

/** In order of number: a letter (A, T, R) and a change count per seat, and `number:holder` of those that have one. */
export type SeatStates = {
  revision: string;
  version: string;
  statusCodes: string;
  changeCounts: string;
  holders: string;
};

const selectSeatStates = replicaStatement<SeatStates>(
  "seat_states",
  `SELECT d.xmin::text AS revision, seats.* FROM schedule d, LATERAL (
     SELECT coalesce(sum(version), 0)::text AS version,
       coalesce(string_agg(CASE status WHEN 'AVAILABLE' THEN 'A' WHEN 'TEMPORARY' THEN 'T' ELSE 'R' END, ''), '')
         AS "statusCodes",
       coalesce(string_agg(version::text, ','), '') AS "changeCounts",
       coalesce(string_agg(number || ':' || holder_id, ' ') FILTER (WHERE holder_id IS NOT NULL), '') AS holders
     FROM (SELECT number, status, holder_id, version FROM seat_now WHERE schedule_id = d.id ORDER BY number) seat
   ) seats WHERE d.id = $1`,
);

export const loadSeatStates = async (scheduleId: string): Promise<SeatStates | null> =>
  (await selectSeatStates(scheduleId))[0] ?? null;
