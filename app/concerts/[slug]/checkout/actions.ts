"use server";

import { type Acted, act } from "@/app/act";

type Charged = { balance: number };

/** Pays held seats from the wallet; the same as POST /api/payments. */
export async function payForSeats(reservationIds: string[], key: string): Promise<Acted<unknown>> {
  return act("POST", "/api/payments", { reservationIds }, { idempotencyKey: key });
}

/** Charges the wallet; the same as POST /api/wallet/charges. */
export async function chargeWallet(amount: number, key: string): Promise<Acted<Charged>> {
  return act<Charged>("POST", "/api/wallet/charges", { amount }, { idempotencyKey: key });
}

/** Gives held seats back; the same as DELETE /api/holds/{id} for each. A seat that lapsed meanwhile is back already. */
export async function giveSeatsBack(reservationIds: string[]): Promise<Acted<null>> {
  for (const id of reservationIds) {
    const answer = await act("DELETE", `/api/holds/${encodeURIComponent(id)}`);
    if (!answer.ok) return answer;
  }
  return { ok: true, data: null };
}
