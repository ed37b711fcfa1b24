import { Refusal } from "@/lib/core/errors";
import { hallOf } from "./hall";
import { type Snapshot, snapshotOf } from "./snapshot";
import { statesOf } from "./states";

const TRIES = 5; // a hall that is saved between the two reads of it is read again

/**
 * The seats of a date as they are at this moment: a hold that has lapsed counts as free. One compact row is read, and
 * the hall only when there is no snapshot `before` it, or the hall has changed since.
 * @throws Refusal SCHEDULE_NOT_FOUND
 */
export async function seatsNow(scheduleId: string, before: Snapshot | null = null): Promise<Snapshot> {
  let hall = before?.hall ?? null;
  for (let tries = 0; tries < TRIES; tries++) {
    const states = await statesOf(scheduleId);
    if (!states) throw new Refusal("SCHEDULE_NOT_FOUND");
    if (hall?.edition !== states.edition) hall = await hallOf(scheduleId);
    if (hall?.edition === states.edition && hall.seats.length === states.letters.length)
      return snapshotOf(scheduleId, hall, states, before);
  }
  throw new Refusal("UNAVAILABLE");
}
