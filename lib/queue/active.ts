import { LIST_ACTIVE } from "./lua/list-active";
import { queueScript } from "./run-script";
import type { Place } from "./token";

const PAGE_SIZE = 500; // fans a script: a millisecond of the line's time
const MAX_LISTED = 20_000; // fans of one line

const listActiveScript = queueScript<(string | number)[]>(LIST_ACTIVE);

/**
 * Who is inside a line now, page by page, so that the line never waits; of a very large house the first READ_AT_MOST.
 * Whoever comes or goes meanwhile may be missing or named twice. @throws AppError QUEUE_UNAVAILABLE
 */
export async function listActive(concertId: string): Promise<Place[]> {
  const places: Place[] = [];
  for (let from = 0; from < MAX_LISTED; from += PAGE_SIZE) {
    const entries = await listActiveScript(concertId, [from, PAGE_SIZE]);
    for (let index = 0; index < entries.length; index += 2)
      places.push({ concertId, userId: String(entries[index]), number: Number(entries[index + 1]) });
    if (entries.length < 2 * PAGE_SIZE) break;
  }
  return places;
}
