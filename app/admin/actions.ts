"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Saved } from "@/components/admin/use-concert-form";
import type { Done, LetIn, PutOut } from "@/components/tap/types";
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

/** Turns a line's tap by its resource; the page then shows the history as it is. */
async function turn<Data>(id: string, method: "PATCH" | "POST", resource: string, body: unknown): Promise<Done<Data>> {
  const answer = await act<Data>(method, `/api/admin/queues/${encodeURIComponent(id)}${resource}`, body);
  revalidatePath(`/admin/concerts/${id}`);
  return answer;
}

export async function steerQueue(id: string, body: Record<string, unknown>): Promise<Done> {
  return turn(id, "PATCH", "", body);
}

export async function letIn(id: string, count: number): Promise<Done<LetIn>> {
  return turn(id, "POST", "/admissions", { count });
}

export async function putOut(id: string, number: number, reason: string): Promise<Done<PutOut>> {
  return turn(id, "POST", "/expulsions", { number, reason });
}

export async function switchCrowd(id: string, demoCrowd: boolean): Promise<Done> {
  const answer = await act("PATCH", `/api/admin/concerts/${encodeURIComponent(id)}`, { demoCrowd });
  if (answer.ok) revalidatePath(`/admin/concerts/${id}`);
  return answer;
}
