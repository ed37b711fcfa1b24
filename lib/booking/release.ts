import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const releaseHold = sqlFunction<{ ended: Place | null }>("release_hold", "release_hold($1, $2)");
const leavePlace = sqlFunction<{ places: Place[] }>("leave_place", "leave_place($1, $2, $3)");

/**
 * Gives one held seat back. Giving back the last seat of a hold ends the place it was made under (`ended`). A seat that
 * is given back already stays so and answers `ended: null`.
 * @throws AppError RESERVATION_NOT_FOUND (also for another fan's), ALREADY_PAID
 */
export const release = (userId: string, reservationId: string): Promise<{ ended: Place | null }> =>
  releaseHold(userId, reservationId);

/**
 * Ends a fan's place and gives back whatever they hold unpaid of its concert, as leaving the line does, in one step: no
 * hold can begin under it any more. Paid seats stay theirs.
 */
export async function leaveAndRelease({ concertId, userId, number }: Place): Promise<void> {
  await leavePlace(userId, concertId, number);
}
