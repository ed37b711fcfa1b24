"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { invoke } from "@/app/_lib/invoke";
import { textField } from "@/app/_lib/text-field";
import type { FormState } from "@/components/auth/form-state";
import { nextPath } from "@/components/auth/next-path";
import { createSession, deleteSession } from "@/lib/api/sessions";
import { createUser } from "@/lib/api/users";
import { deviceCookie } from "@/lib/auth/known-device";
import { deletedSessionCookie, sessionCookie } from "@/lib/auth/session-cookies";
import { ERRORS, type ErrorCode, type ErrorDetail, PASSWORD_WEAKNESSES } from "@/lib/core/errors";

const readCredentials = (form: FormData) => ({
  email: textField(form, "email").trim(),
  password: textField(form, "password"),
});

/** A failed request as the form shows it: sentences in the reader's language, beside their fields. */
async function toErrorState(code: ErrorCode, detail: ErrorDetail, form: FormData): Promise<FormState> {
  const [t, locale] = await Promise.all([getTranslations("auth.errors"), getLocale()]);
  const codes = new Map(detail.errors?.map(({ path, code }) => [path, code]));
  const weakness = codes.get("password");
  const isWeak = weakness === "COMMON" || weakness === "PERSONAL";
  const fields = {
    email: codes.has("email") ? t("email") : undefined,
    password: codes.has("password") ? (isWeak ? PASSWORD_WEAKNESSES[weakness][locale] : t("password")) : undefined,
    name: codes.has("name") ? t("name") : undefined,
  };
  const wait = code === "TOO_MANY_REQUESTS" && detail.retryAfterSeconds;
  const message = wait ? t("wait", { seconds: wait }) : ERRORS[code][locale];
  return { message, fields, typed: { email: textField(form, "email"), name: textField(form, "name") } };
}

/** Where the visitor was going: what the form says, or the URL of a page whose script has not filled that in. */
async function targetOf(form: FormData): Promise<string> {
  const referer = (await headers()).get("referer") ?? "";
  const query = URL.canParse(referer) ? new URL(referer).searchParams : new URLSearchParams();
  return nextPath(form.get("next") || query.get("next"));
}

/** Signs in through the endpoint that programs use, and puts its token into next-auth's cookie. */
async function startSession(form: FormData): Promise<FormState> {
  const created = await invoke(createSession, { body: readCredentials(form) });
  if (!created.ok) return toErrorState(created.code, created.detail, form);
  const jar = await cookies();
  jar.set({ ...sessionCookie(), value: created.data.token });
  jar.set(deviceCookie(created.data.user.email));
  redirect(await targetOf(form));
}

/** Signs in and redirects to where the visitor was going; returns the errors if it cannot. */
export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  return startSession(form);
}

/** Creates an account and signs in to it; returns the errors if it cannot. */
export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const account = { ...readCredentials(form), name: textField(form, "name").trim() };
  const created = await invoke(createUser, { body: account });
  return created.ok ? startSession(form) : toErrorState(created.code, created.detail, form);
}

/** Revokes the session and clears every session cookie (plain, `__Secure-`, chunked). */
export async function signOut(): Promise<void> {
  await invoke(deleteSession, {});
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    const deleted = deletedSessionCookie(name);
    if (deleted) jar.set(deleted);
  }
  redirect("/");
}
