import { log } from "@/lib/core/log";
import { endPlace } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";

/**
 * Tells the line, after commit, that these turns are over, so that their slots are free at once. A line that cannot be
 * told now hears it again from the outbox: the caller's work is done either way.
 */
export async function notifyEnded(places: readonly Place[]): Promise<number> {
  const told = await Promise.allSettled(places.map((place) => endPlace(place)));
  const missed = told.filter(({ status }) => status === "rejected").length;
  if (missed > 0) log.warn({ missed }, "the line did not hear that places ended; the outbox will tell it");
  return told.filter((one) => one.status === "fulfilled" && one.value).length;
}
