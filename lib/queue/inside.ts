import { verb } from "./ask";
import { INSIDE } from "./scripts/inside";
import type { Place } from "./token";

const PAGE = 500; // fans a script: a millisecond of the line's time
const READ_AT_MOST = 20_000; // fans of one line

const readInside = verb<(string | number)[]>(INSIDE);

/**
 * Who is inside a line now, page by page, so that the line never waits; of a very large house the first READ_AT_MOST.
 * Whoever comes or goes meanwhile may be missing or named twice. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function insideOf(concertId: string): Promise<Place[]> {
  const places: Place[] = [];
  for (let from = 0; from < READ_AT_MOST; from += PAGE) {
    const facts = await readInside(concertId, [from, PAGE]);
    for (let at = 0; at < facts.length; at += 2)
      places.push({ concertId, userId: String(facts[at]), number: Number(facts[at + 1]) });
    if (facts.length < 2 * PAGE) break;
  }
  return places;
}
