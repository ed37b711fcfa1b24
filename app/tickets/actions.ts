"use server";

import { type Acted, act } from "@/app/act";

/** Gives a held seat back; the same as DELETE /api/holds/{id}. */
export async function releaseSeat(reservationId: string): Promise<Acted<unknown>> {
  return act("DELETE", `/api/holds/${encodeURIComponent(reservationId)}`);
}

/** Refunds a paid ticket to the wallet; the same as POST /api/payments/{id}/refund. */
export async function refundTicket(paymentId: string, key: string): Promise<Acted<unknown>> {
  const path = `/api/payments/${encodeURIComponent(paymentId)}/refund`;
  return act("POST", path, undefined, { idempotencyKey: key });
}
