"use server";

import { type ApiResult, callApi } from "@/app/_lib/api-action";
import type { Hold } from "@/lib/booking";

/** Holds seats, or changes a hold to these; the same as POST /api/holds. */
export async function holdSeats(scheduleId: string, seatNumbers: number[], key: string): Promise<ApiResult<Hold>> {
  return callApi<Hold>("POST", "/api/holds", { scheduleId, seatNumbers }, { idempotencyKey: key });
}
