"use server";

import { redirect } from "next/navigation";
import { onceKey, toFormFailure } from "@/app/_lib/form-action";
import { invoke } from "@/app/_lib/invoke";
import { textField } from "@/app/_lib/text-field";
import type { FormFailure } from "@/components/form-action";
import { releaseHold } from "@/lib/api/holds";
import { createRefund } from "@/lib/api/payments";

// The forms of the tickets without JavaScript. With it the browser asks the API (components/api.ts).

/** Releases a held seat. */
export async function releaseSeat(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const released = await invoke(releaseHold, { params: { reservationId: textField(form, "reservationId") } });
  if (!released.ok) return toFormFailure(released, "/tickets");
  redirect("/tickets");
}

/** Refunds a paid ticket to the wallet. */
export async function refundTicket(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const id = textField(form, "paymentId");
  const refunded = await invoke(createRefund, { params: { id }, idempotencyKey: onceKey("refund", [id]) });
  if (!refunded.ok) return toFormFailure(refunded, "/tickets");
  redirect(`/tickets?refunded=${encodeURIComponent(textField(form, "price"))}`);
}
