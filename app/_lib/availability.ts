import { availabilityByConcert } from "@/lib/booking";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";

/** Free seats of each concert; empty if they cannot be counted, because the page can do without. */
export async function getAvailability(): Promise<Awaited<ReturnType<typeof availabilityByConcert>>> {
  try {
    return await availabilityByConcert();
  } catch (error) {
    log.warn({ err: describeError(error) }, "free seats could not be counted");
    return new Map();
  }
}
