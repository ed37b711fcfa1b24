import { log } from "@/lib/core/log";
import { endPlace } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";

/** Ends places in the queue after their commit; returns how many. A failure is only logged, as the outbox retries. */
export async function notifyEnded(places: readonly Place[]): Promise<number> {
  const results = await Promise.allSettled(places.map((place) => endPlace(place)));
  const failed = results.filter(({ status }) => status === "rejected").length;
  if (failed > 0) log.warn({ failed }, "places were not ended in the queue; the outbox does it again");
  return results.filter((result) => result.status === "fulfilled" && result.value).length;
}
