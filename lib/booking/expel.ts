import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const expelPlace = sqlFunction<
  [adminId: string, concertId: string, userId: string, number: number, reason: string],
  { released: number }
>("expel_place");

/**
 * Ends exactly this place for good, releases its unpaid seats and writes the audit log, in one transaction. The caller
 * notifies the queue. @throws AppError CONCERT_NOT_FOUND, NOT_IN_QUEUE
 */
export const expel = ({ concertId, userId, number }: Place, reason: string, adminId: string) =>
  expelPlace(adminId, concertId, userId, number, reason);
