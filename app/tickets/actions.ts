"use server";

import { invoke } from "@/app/_lib/invoke";
import { releaseHold } from "@/lib/api/holds";
import { createRefund } from "@/lib/api/payments";

/** Releases a held seat; the same as DELETE /api/holds/{id}. */
export async function releaseSeat(reservationId: string) {
  return invoke(releaseHold, { params: { reservationId } });
}

/** Refunds a paid ticket to the wallet; the same as POST /api/payments/{id}/refund. */
export async function refundTicket(paymentId: string, idempotencyKey: string) {
  return invoke(createRefund, { params: { id: paymentId }, idempotencyKey });
}
