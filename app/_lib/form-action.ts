import { createHash } from "node:crypto";
import { redirect } from "next/navigation";
import type { FormFailure } from "@/components/form-action";
import type { ErrorCode } from "@/lib/core/errors";

/** The texts of all fields of a form with this name; none where there is no form. */
export const textFields = (form: FormData, name: string): string[] =>
  form instanceof FormData ? form.getAll(name).filter((value) => typeof value === "string") : [];

/** The Idempotency-Key of what can succeed only once, such as paying these reservations. */
export const onceKey = (act: string, ids: readonly string[]): string =>
  `form-${act}-${createHash("sha256").update(ids.join()).digest("base64url")}`;

/** Why a form was refused. A visitor whose session has ended is redirected to sign in, and comes back to `page`. */
export function toFormFailure({ code }: { code: ErrorCode }, page: string): FormFailure {
  if (code === "UNAUTHENTICATED") redirect(`/signin?next=${encodeURIComponent(page)}`);
  return { code };
}
