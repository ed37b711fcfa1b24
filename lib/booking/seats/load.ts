import { AppError } from "@/lib/core/errors";
import { loadHall } from "./hall";
import { buildSnapshot, type Snapshot } from "./snapshot";
import { loadSeatStates } from "./states";

const MAX_ATTEMPTS = 5; // a save of the hall between the two reads makes them disagree

/** The seats of a date now; reads the hall again only if it changed since `before`. @throws AppError SCHEDULE_NOT_FOUND */
export async function loadSeatMap(scheduleId: string, before: Snapshot | null = null): Promise<Snapshot> {
  let hall = before?.hall ?? null;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const states = await loadSeatStates(scheduleId);
    if (!states) throw new AppError("SCHEDULE_NOT_FOUND");
    // A replica may be behind what this process has read before.
    if (before && hall?.revision === states.revision && Number(states.version) < before.version) return before;
    if (hall?.revision !== states.revision) hall = await loadHall(scheduleId);
    if (hall?.revision === states.revision && hall.seats.length === states.statusCodes.length)
      return buildSnapshot(scheduleId, hall, states, before);
  }
  throw new AppError("UNAVAILABLE");
}
