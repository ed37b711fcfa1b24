"use server";

import { type ApiResult, callApi } from "@/app/_lib/api-action";

type ChargeResult = { balance: number };

/** Pays held seats from the wallet; the same as POST /api/payments. */
export async function payForSeats(reservationIds: string[], key: string): Promise<ApiResult<unknown>> {
  return callApi("POST", "/api/payments", { reservationIds }, { idempotencyKey: key });
}

/** Charges the wallet; the same as POST /api/wallet/charges. */
export async function chargeWallet(amount: number, key: string): Promise<ApiResult<ChargeResult>> {
  return callApi<ChargeResult>("POST", "/api/wallet/charges", { amount }, { idempotencyKey: key });
}

/** Gives held seats back; the same as DELETE /api/holds/{id} for each. A seat that lapsed meanwhile is back already. */
export async function releaseSeats(reservationIds: string[]): Promise<ApiResult<null>> {
  for (const id of reservationIds) {
    const answer = await callApi("DELETE", `/api/holds/${encodeURIComponent(id)}`);
    if (!answer.ok) return answer;
  }
  return { ok: true, data: null };
}
