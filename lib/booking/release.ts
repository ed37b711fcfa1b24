import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const releaseHold = sqlFunction<[userId: string, reservationId: string], { ended: Place | null }>("release_hold");
const leavePlace = sqlFunction<[userId: string, concertId: string, number: number], { places: Place[] }>("leave_place");

/** Releases one held seat, repeatably; the last one ends its place. @throws RESERVATION_NOT_FOUND, ALREADY_PAID */
export const release = (userId: string, reservationId: string): Promise<{ ended: Place | null }> =>
  releaseHold(userId, reservationId);

/** Ends a place and releases its unpaid seats in one step, so that no hold can begin under it. */
export async function leaveAndRelease({ concertId, userId, number }: Place): Promise<void> {
  await leavePlace(userId, concertId, number);
}
