"use server";

import { redirect } from "next/navigation";
import { onceKey, textFields, toFormFailure } from "@/app/_lib/form-action";
import { invoke } from "@/app/_lib/invoke";
import { textField } from "@/app/_lib/text-field";
import type { FormFailure } from "@/components/form-action";
import { parseAmount } from "@/components/wallet/amount";
import { releaseHold } from "@/lib/api/holds";
import { createPayment } from "@/lib/api/payments";
import { createCharge } from "@/lib/api/wallet";

// The forms of checkout and of the wallet without JavaScript. With it the browser asks the API (components/api.ts).

/** Pays held seats from the wallet, then shows the tickets. */
export async function payForSeats(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const reservationIds = textFields(form, "reservationId");
  const idempotencyKey = onceKey("pay", reservationIds);
  const paid = await invoke(createPayment, { body: { reservationIds }, idempotencyKey });
  if (!paid.ok && paid.code !== "ALREADY_PAID") return toFormFailure(paid, "/tickets");
  redirect(`/tickets?paid=${reservationIds.length}`);
}

/** Charges the wallet; the page shows the new balance. */
export async function chargeWallet(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const amount = parseAmount(textField(form, "amount")) ?? 0; // which every charge refuses
  const charged = await invoke(createCharge, { body: { amount }, idempotencyKey: textField(form, "key") });
  return charged.ok ? null : toFormFailure(charged, "/wallet");
}

/** Releases held seats, one after the other, then shows the queue. */
export async function releaseSeats(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  for (const reservationId of textFields(form, "reservationId")) {
    const released = await invoke(releaseHold, { params: { reservationId } });
    if (!released.ok) return toFormFailure(released, "/tickets");
  }
  redirect(`/concerts/${encodeURIComponent(textField(form, "slug"))}/line?ended=released`);
}
