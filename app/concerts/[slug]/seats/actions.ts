"use server";

import { invoke } from "@/app/_lib/invoke";
import { createHold } from "@/lib/api/holds";

/** Holds seats, or changes a hold to these; the same as POST /api/holds. */
export async function holdSeats(scheduleId: string, seatNumbers: number[], idempotencyKey: string) {
  return invoke(createHold, { body: { scheduleId, seatNumbers }, idempotencyKey });
}
