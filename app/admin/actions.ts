"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Saved } from "@/components/admin/use-concert-form";
import type { Steered } from "@/components/admin/use-steering";
import { concertForEdit, type SavedConcert } from "@/lib/catalogue";
import { act } from "../act";
import { who } from "../who";
import { formOf } from "./form-of";

/** What a browser sent as JSON; what is none is refused by the contract like any other wrong body. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export async function createConcert(body: string): Promise<Saved> {
  const answer = await act<SavedConcert>("POST", "/api/admin/concerts", parsed(body));
  if (!answer.ok) return answer;
  redirect(`/admin/concerts/${answer.data.id}?created`);
}

export async function editConcert(id: string, body: string): Promise<Saved> {
  const answer = await act("PATCH", `/api/admin/concerts/${encodeURIComponent(id)}`, parsed(body));
  const admin = await who();
  if (!answer.ok) return answer;
  if (!admin) return { ok: false, code: "UNAUTHENTICATED", detail: {} };
  revalidatePath(`/admin/concerts/${id}`);
  return { ok: true, form: formOf(await concertForEdit(id, admin)) };
}

export async function steerQueue(id: string, body: Record<string, unknown>): Promise<Steered> {
  const answer = await act("PATCH", `/api/admin/queues/${encodeURIComponent(id)}`, body);
  if (answer.ok) revalidatePath(`/admin/concerts/${id}`);
  return answer.ok ? { ok: true } : answer;
}

export async function switchCrowd(id: string, demoCrowd: boolean): Promise<Steered> {
  const answer = await act("PATCH", `/api/admin/concerts/${encodeURIComponent(id)}`, { demoCrowd });
  if (answer.ok) revalidatePath(`/admin/concerts/${id}`);
  return answer.ok ? { ok: true } : answer;
}
