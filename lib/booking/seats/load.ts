import { AppError } from "@/lib/core/errors";
import { loadHall } from "./hall";
import { buildSnapshot, type Snapshot } from "./snapshot";
import { loadSeatStates } from "./states";

const MAX_ATTEMPTS = 5; // a hall that is saved between the two reads of it is read again

/**
 * The seats of a date as they are at this moment: a hold that has lapsed counts as free. One compact row is read, and
 * the hall only when there is no snapshot `before` it, or the hall has changed since.
 * @throws AppError SCHEDULE_NOT_FOUND
 */
export async function loadSeatMap(scheduleId: string, before: Snapshot | null = null): Promise<Snapshot> {
  let hall = before?.hall ?? null;
  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const states = await loadSeatStates(scheduleId);
    if (!states) throw new AppError("SCHEDULE_NOT_FOUND");
    if (hall?.revision !== states.edition) hall = await loadHall(scheduleId);
    if (hall?.revision === states.edition && hall.seats.length === states.letters.length)
      return buildSnapshot(scheduleId, hall, states, before);
  }
  throw new AppError("UNAVAILABLE");
}
