import { preparedStatement } from "@/lib/core/db";
import { deleteExpiredKeys } from "@/lib/core/idempotency";
import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const BATCH_SEATS = 200; // a transaction of about a tenth of a second

const publishSoldOutSchedules = preparedStatement("tell_sold_out", "SELECT tell_sold_out()");

const sweepHolds = sqlFunction<{ expired: number; places: Place[] }>("sweep_holds", "sweep_holds($1)");

/**
 * Tidies every hold that has lapsed and that nobody took over: reservation CANCELED, seat AVAILABLE, event written.
 * Answers how many seats, and the places in line that ended with them. Sweeps may overlap: the work is done once. Also
 * forgets idempotency keys past their day.
 */
export async function sweep(): Promise<{ expired: number; places: Place[] }> {
  const done: { expired: number; places: Place[] } = { expired: 0, places: [] };
  for (;;) {
    const { expired, places } = await sweepHolds(BATCH_SEATS);
    done.expired += expired;
    done.places.push(...places);
    if (expired === 0) break;
  }
  await deleteExpiredKeys();
  return done;
}

/**
 * Tells of every date to come that has sold out since the last look (event `schedule.sold_out`), once each; after a
 * refund it may sell out again. Looks may overlap.
 */
export async function publishSoldOut(): Promise<void> {
  await publishSoldOutSchedules();
}
