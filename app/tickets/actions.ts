"use server";

import { type ApiResult, callApi } from "@/app/_lib/api-action";

/** Gives a held seat back; the same as DELETE /api/holds/{id}. */
export async function releaseSeat(reservationId: string): Promise<ApiResult<unknown>> {
  return callApi("DELETE", `/api/holds/${encodeURIComponent(reservationId)}`);
}

/** Refunds a paid ticket to the wallet; the same as POST /api/payments/{id}/refund. */
export async function refundTicket(paymentId: string, key: string): Promise<ApiResult<unknown>> {
  const path = `/api/payments/${encodeURIComponent(paymentId)}/refund`;
  return callApi("POST", path, undefined, { idempotencyKey: key });
}
