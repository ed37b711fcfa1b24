import { preparedStatement } from "@/lib/core/db";
import { deleteExpiredKeys } from "@/lib/core/idempotency";
import { sqlFunction } from "@/lib/core/sql-function";
import type { Place } from "./place";

const BATCH_SEATS = 200; // a transaction of about a tenth of a second

type SweepResult = { expired: number; places: Place[] };

const sweepHolds = sqlFunction<[limit: number], SweepResult>("sweep_holds");
const publishSoldOutSchedules = preparedStatement("publish_sold_out", "SELECT publish_sold_out()");

/** Cancels every lapsed hold and deletes expired idempotency keys. Sweeps may overlap: the work is done once. */
export async function sweep(): Promise<SweepResult> {
  const total: SweepResult = { expired: 0, places: [] };
  for (;;) {
    const { expired, places } = await sweepHolds(BATCH_SEATS);
    total.expired += expired;
    total.places.push(...places);
    if (expired === 0) break;
  }
  await deleteExpiredKeys();
  return total;
}

/** Publishes `schedule.sold_out` for every date that has sold out since the last call, once each. Calls may overlap. */
export async function publishSoldOut(): Promise<void> {
  await publishSoldOutSchedules();
}
