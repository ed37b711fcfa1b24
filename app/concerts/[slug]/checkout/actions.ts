"use server";

import { invoke } from "@/app/_lib/invoke";
import type { ApiResult } from "@/lib/api/framework/invoke";
import { releaseHold } from "@/lib/api/holds";
import { createPayment } from "@/lib/api/payments";
import { createCharge } from "@/lib/api/wallet";

/** Pays held seats from the wallet; the same as POST /api/payments. */
export async function payForSeats(reservationIds: string[], idempotencyKey: string) {
  return invoke(createPayment, { body: { reservationIds }, idempotencyKey });
}

/** Charges the wallet; the same as POST /api/wallet/charges. */
export async function chargeWallet(amount: number, idempotencyKey: string) {
  return invoke(createCharge, { body: { amount }, idempotencyKey });
}

/** Releases held seats; the same as DELETE /api/holds/{id} for each. */
export async function releaseSeats(reservationIds: string[]): Promise<ApiResult<null>> {
  for (const reservationId of reservationIds) {
    const released = await invoke(releaseHold, { params: { reservationId } });
    if (!released.ok) return released;
  }
  return { ok: true, data: null };
}
