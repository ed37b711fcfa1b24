"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { toFormFailure } from "@/app/_lib/form-action";
import { invoke } from "@/app/_lib/invoke";
import { textField } from "@/app/_lib/text-field";
import type { FormFailure } from "@/components/form-action";
import { joinQueue } from "@/lib/api/queue";
import { SESSION_MAX_AGE_SECONDS } from "@/lib/auth/session-cookies";
import { queueCookieName } from "@/lib/queue/cookie";

/** Joins the queue, and keeps the token as POST /api/queue does: the form of the waiting room without JavaScript. */
export async function joinLine(_: FormFailure | null, form: FormData): Promise<FormFailure | null> {
  const [concertId, slug] = [textField(form, "concertId"), textField(form, "slug")];
  const page = `/concerts/${encodeURIComponent(slug)}/line`;
  const joined = await invoke(joinQueue, { body: { concertId } });
  if (!joined.ok) return toFormFailure(joined, page);
  const secure = (await headers()).get("x-forwarded-proto")?.startsWith("https") ?? false;
  const options = { path: "/", maxAge: SESSION_MAX_AGE_SECONDS, httpOnly: true, sameSite: "lax", secure } as const;
  (await cookies()).set(queueCookieName(concertId, { secure }), joined.data.token, options);
  redirect(`${page}?js=off`);
}
