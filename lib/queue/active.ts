import { queueScript } from "./run-script";
import type { Place } from "./token";

const PAGE_SIZE = 500; // fans a script: a millisecond of the queue's time
const MAX_LISTED = 20_000; // fans of one queue

const readPage = queueScript<(string | number)[]>("list-active");

/** At most 20,000 active places; concurrent changes may omit or repeat one. @throws QUEUE_UNAVAILABLE */
export async function listActive(concertId: string): Promise<Place[]> {
  const places: Place[] = [];
  for (let offset = 0; offset < MAX_LISTED; offset += PAGE_SIZE) {
    const page = await readPage(concertId, [offset, PAGE_SIZE]);
    for (let i = 0; i < page.length; i += 2)
      places.push({ concertId, userId: String(page[i]), number: Number(page[i + 1]) });
    if (page.length < 2 * PAGE_SIZE) break;
  }
  return places;
}
