import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const releaseHold = sqlFunction<[userId: string, reservationId: string], { ended: Place | null }>("release_hold");
const leavePlace = sqlFunction<[userId: string, concertId: string, number: number], { places: Place[] }>("leave_place");

/**
 * Releases one held seat; releasing the last one of a hold ends the place it was made under (`ended`). May be repeated.
 * @throws AppError RESERVATION_NOT_FOUND (also for another fan's), ALREADY_PAID
 */
export const release = (userId: string, reservationId: string): Promise<{ ended: Place | null }> =>
  releaseHold(userId, reservationId);

/** Ends a fan's place and releases the unpaid seats of its concert in one step, so that no hold can begin under it. */
export async function leaveAndRelease({ concertId, userId, number }: Place): Promise<void> {
  await leavePlace(userId, concertId, number);
}
