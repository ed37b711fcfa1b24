"use server";

import { revalidatePath } from "next/cache";
import { redirect, unauthorized } from "next/navigation";
import type { SaveResponse } from "@/components/admin/concerts/use-concert-form";
import type { ActionResponse, Admission, Expulsion } from "@/components/admin/queue/types";
import { concertForEdit, type SavedConcert } from "@/lib/concerts";
import { callApi } from "../_lib/api-action";
import { currentUser } from "../_lib/current-user";
import { toForm } from "./to-form";

/** What a browser sent as JSON; what is none is refused by the contract like any other wrong body. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export async function createConcert(body: string): Promise<SaveResponse> {
  const answer = await callApi<SavedConcert>("POST", "/api/admin/concerts", parseJson(body));
  if (!answer.ok) return answer;
  redirect(`/admin/concerts/${answer.data.id}?created`);
}

export async function editConcert(id: string, body: string): Promise<SaveResponse> {
  const answer = await callApi("PATCH", `/api/admin/concerts/${encodeURIComponent(id)}`, parseJson(body));
  if (!answer.ok) return answer;
  const admin = await currentUser();
  if (!admin) unauthorized();
  revalidatePath(`/admin/concerts/${id}`);
  return { ok: true, form: toForm(await concertForEdit(id, admin)) };
}

/** Turns a line's tap by its resource; the page then shows the history as it is. */
async function callQueueApi<Data>(
  id: string,
  method: "PATCH" | "POST",
  resource: string,
  body: unknown,
): Promise<ActionResponse<Data>> {
  const answer = await callApi<Data>(method, `/api/admin/queues/${encodeURIComponent(id)}${resource}`, body);
  revalidatePath(`/admin/concerts/${id}`);
  return answer;
}

export async function updateQueueSettings(id: string, body: Record<string, unknown>): Promise<ActionResponse> {
  return callQueueApi(id, "PATCH", "", body);
}

export async function admitNow(id: string, count: number): Promise<ActionResponse<Admission>> {
  return callQueueApi(id, "POST", "/admissions", { count });
}

export async function expelPlace(id: string, number: number, reason: string): Promise<ActionResponse<Expulsion>> {
  return callQueueApi(id, "POST", "/expulsions", { number, reason });
}

export async function setDemoCrowd(id: string, demoCrowd: boolean): Promise<ActionResponse> {
  const answer = await callApi("PATCH", `/api/admin/concerts/${encodeURIComponent(id)}`, { demoCrowd });
  if (answer.ok) revalidatePath(`/admin/concerts/${id}`);
  return answer;
}
