import { verb } from "@/lib/core/verb";
import type { Place } from "./place";

const releaseHold = verb<{ ended: Place | null }>("release_hold", "release_hold($1, $2)");
const releaseHolds = verb<{ places: Place[] }>("release_holds", "release_holds($1, $2)");

/**
 * Gives one held seat back. Giving back the last seat of a hold ends the place it was made under (`ended`). A seat that
 * is given back already stays so and answers `ended: null`.
 * @throws Refusal RESERVATION_NOT_FOUND (also for another fan's), ALREADY_PAID
 */
export const release = (userId: string, reservationId: string): Promise<{ ended: Place | null }> =>
  releaseHold(userId, reservationId);

/** Gives back whatever the fan holds unpaid of this concert, as leaving its line does. Paid seats stay theirs. */
export async function releaseAll(userId: string, concertId: string): Promise<void> {
  await releaseHolds(userId, concertId);
}
