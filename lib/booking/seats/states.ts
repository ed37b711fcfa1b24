import { preparedStatement } from "@/lib/core/db";

/**
 * The seats of a date at one moment, compact: a letter a seat (A, T, R; a lapsed hold is A), a count of each seat's
 * changes, and `number:holder` of those that are somebody's.
 */
export type SeatStates = { edition: string; version: string; letters: string; versions: string; holders: string };

// A write adds two to a seat's version and a lapse counts one, so that the sum grows also when a lapsed seat is taken
// over (docs/decisions/026). The seats come in order of their numbers, from the index that has them so.
const read = preparedStatement<SeatStates>(
  "seat_states",
  `SELECT d.xmin::text AS edition, seats.* FROM schedule d, LATERAL (
     SELECT coalesce(sum(changes), 0)::text AS version,
       coalesce(string_agg(CASE WHEN free THEN 'A' ELSE left(status::text, 1) END, ''), '') AS letters,
       coalesce(string_agg(changes::text, ','), '') AS versions,
       coalesce(string_agg(number || ':' || holder_id, ' ') FILTER (WHERE NOT free), '') AS holders
     FROM (SELECT number, status, holder_id, version + lapsed::int AS changes, lapsed OR status = 'AVAILABLE' AS free
       FROM (SELECT jari_now() AS now) moment, seat s,
         LATERAL (SELECT coalesce(hold_expires_at <= moment.now, false) AS lapsed) hold
       WHERE s.schedule_id = d.id ORDER BY number) seat
   ) seats WHERE d.id = $1`,
);

/** The state of every seat of a date at this moment: one row. Null for a date that does not exist. */
export const loadSeatStates = async (scheduleId: string): Promise<SeatStates | null> =>
  (await read(scheduleId))[0] ?? null;
