"use server";

import { type Acted, act } from "@/app/act";
import type { Hold } from "@/lib/booking";

/** Holds seats, or changes a hold to these; the same as POST /api/holds. */
export async function holdSeats(scheduleId: string, seatNumbers: number[], key: string): Promise<Acted<Hold>> {
  return act<Hold>("POST", "/api/holds", { scheduleId, seatNumbers }, { idempotencyKey: key });
}
