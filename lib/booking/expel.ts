import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const expelPlace = sqlFunction<{ released: number }>("expel_place", "expel_place($1, $2, $3, $4, $5)");

/**
 * Puts exactly this place out of its line: it is over for good, what is held under it is given back (`released` seats), and
 * the audit log says which admin did it and why, all in one transaction. Paid seats stay their fan's; a newer place of the
 * same fan is not touched. The line hears of it from the caller, and again by the outbox.
 * @throws AppError CONCERT_NOT_FOUND; NOT_IN_QUEUE when the place is over already
 */
export const expel = ({ concertId, userId, number }: Place, reason: string, adminId: string) =>
  expelPlace(adminId, concertId, userId, number, reason);
