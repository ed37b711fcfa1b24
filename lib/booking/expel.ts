import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const expelPlace = sqlFunction<
  [adminId: string, concertId: string, userId: string, number: number, reason: string],
  { released: number }
>("expel_place");

/** Ends this place and its unpaid seats; the caller notifies the queue. @throws CONCERT_NOT_FOUND, NOT_IN_QUEUE */
export const expel = ({ concertId, userId, number }: Place, reason: string, adminId: string) =>
  expelPlace(adminId, concertId, userId, number, reason);
