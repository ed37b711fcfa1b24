"use server";

import { revalidatePath } from "next/cache";
import { redirect, unauthorized } from "next/navigation";
import type { z } from "zod";
import { currentUser } from "@/app/_lib/current-user";
import { invoke } from "@/app/_lib/invoke";
import type { Admission, Expulsion } from "@/client/types";
import type { SaveResponse } from "@/components/admin/concerts/use-concert-form";
import { createAdmissions } from "@/lib/api/admin-admissions";
import { createAdminConcert, updateAdminConcert } from "@/lib/api/admin-concerts";
import { createExpulsion } from "@/lib/api/admin-places";
import { updateAdminQueue } from "@/lib/api/admin-queues";
import type { ApiResult } from "@/lib/api/framework/invoke";
import { type concertEdit, concertForEdit, type concertInput } from "@/lib/concerts";
import { toForm } from "./to-form";

/** A form's JSON; null, which every schema refuses, if it is not JSON. */
function parseJson<Body>(body: string): Body | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export async function createConcert(body: string): Promise<SaveResponse> {
  const created = await invoke(createAdminConcert, { body: parseJson<z.input<typeof concertInput>>(body) });
  if (!created.ok) return created;
  redirect(`/admin/concerts/${created.data.id}?created`);
}

export async function editConcert(id: string, body: string): Promise<SaveResponse> {
  const saved = await invoke(updateAdminConcert, {
    params: { id },
    body: parseJson<z.input<typeof concertEdit>>(body),
  });
  if (!saved.ok) return saved;
  const admin = await currentUser();
  if (!admin) unauthorized();
  revalidatePath(`/admin/concerts/${id}`);
  return { ok: true, form: toForm(await concertForEdit(id, admin)) };
}

/** The page of a concert shows its history, to which every queue action adds. */
function withRefresh<Data>(id: string, result: ApiResult<Data>): ApiResult<Data> {
  revalidatePath(`/admin/concerts/${id}`);
  return result;
}

type QueueSettingsBody = { capacity?: number; admitPerMinute?: number; paused?: boolean };

export async function updateQueueSettings(id: string, body: QueueSettingsBody): Promise<ApiResult<unknown>> {
  return withRefresh(id, await invoke(updateAdminQueue, { params: { concertId: id }, body }));
}

export async function admitNow(id: string, count: number): Promise<ApiResult<Admission>> {
  return withRefresh(id, await invoke(createAdmissions, { params: { concertId: id }, body: { count } }));
}

export async function expelPlace(id: string, number: number, reason: string): Promise<ApiResult<Expulsion>> {
  return withRefresh(id, await invoke(createExpulsion, { params: { concertId: id }, body: { number, reason } }));
}

export async function setDemoCrowd(id: string, demoCrowd: boolean): Promise<ApiResult<unknown>> {
  const saved = await invoke(updateAdminConcert, { params: { id }, body: { demoCrowd } });
  if (saved.ok) revalidatePath(`/admin/concerts/${id}`);
  return saved;
}
