import { log } from "@/lib/core/log";
import { endPlace } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";

/**
 * Ends these places in the queue after the commit that ended them, so that their slots are free at once; returns how many
 * were still there. A failure is logged and not thrown, because the outbox ends the places again.
 */
export async function notifyEnded(places: readonly Place[]): Promise<number> {
  const results = await Promise.allSettled(places.map((place) => endPlace(place)));
  const failed = results.filter(({ status }) => status === "rejected").length;
  if (failed > 0) log.warn({ failed }, "places were not ended in the queue; the outbox does it again");
  return results.filter((result) => result.status === "fulfilled" && result.value).length;
}
