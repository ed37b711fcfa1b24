"use server";

import { redirect } from "next/navigation";
import { textFields, toFormFailure } from "@/app/_lib/form-action";
import { invoke } from "@/app/_lib/invoke";
import { textField } from "@/app/_lib/text-field";
import type { FormFailure } from "@/components/form-action";
import { createHold } from "@/lib/api/holds";

/**
 * Holds seats, or changes a hold to these, then shows checkout: the form of the seats without JavaScript, with `slug`,
 * `scheduleId`, a `seatNumber` for each seat and a `key`. With JavaScript the browser asks the API (components/api.ts).
 */
export async function holdSeats(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const page = `/concerts/${encodeURIComponent(textField(form, "slug"))}`;
  const seatNumbers = textFields(form, "seatNumber").map(Number);
  const body = { scheduleId: textField(form, "scheduleId"), seatNumbers };
  const held = await invoke(createHold, { body, idempotencyKey: textField(form, "key") || undefined });
  if (!held.ok) return toFormFailure(held, `${page}/seats`);
  redirect(`${page}/checkout`);
}
