import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const expelPlace = sqlFunction<
  [adminId: string, concertId: string, userId: string, number: number, reason: string],
  { released: number }
>("expel_place");

/**
 * Expels exactly this place: it ends for good, its unpaid seats are released (`released` of them), and the audit log says
 * which admin did it and why, in one transaction. Paid seats stay with the fan; a newer place of the fan is not touched.
 * The queue is notified by the caller, and again by the outbox.
 * @throws AppError CONCERT_NOT_FOUND; NOT_IN_QUEUE when the place has ended already
 */
export const expel = ({ concertId, userId, number }: Place, reason: string, adminId: string) =>
  expelPlace(adminId, concertId, userId, number, reason);
