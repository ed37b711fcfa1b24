"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, startTransition, useActionState } from "react";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { fetchApi } from "../../api";
import { Button, Field, Notice } from "../../ui";

const DEFAULT_FANS = 2_000;
const MAX_FANS = 50_000;
const MAX_SEATS = 20_000;

type Props = {
  path: string;
  seats: number;
  salesNear: readonly string[];
  isRunning: boolean;
  refresh: () => Promise<unknown>;
};

/** How large a crowd for how many seats; while a real sale is on, only after a tick. */
export function RehearsalForm({ path, seats, salesNear, isRunning, refresh }: Props) {
  const t = useTranslations("rehearsal");
  const common = useTranslations("common");
  const locale = useLocale();
  const [errorCode, start, pending] = useActionState(
    async (_: ErrorCode | "OFFLINE" | null, form: FormData): Promise<ErrorCode | "OFFLINE" | null> => {
      const body = {
        fans: Number(form.get("rehearsal.fans")),
        seats: Number(form.get("rehearsal.seats")),
        duringSale: form.get("rehearsal.duringSale") === "on",
      };
      const response = await fetchApi(path, { method: "POST", body });
      await refresh();
      return response.ok ? null : response.code;
    },
    null,
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault(); // an action would empty the fields
    const form = new FormData(event.currentTarget);
    startTransition(() => start(form));
  }

  return (
    <form onSubmit={submit} className="grid max-w-xl gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          name="rehearsal.fans"
          type="number"
          required
          min={1}
          max={MAX_FANS}
          defaultValue={DEFAULT_FANS}
          label={t("fans")}
        />
        <Field
          name="rehearsal.seats"
          type="number"
          required
          min={1}
          max={Math.min(MAX_SEATS, seats)}
          defaultValue={Math.min(MAX_SEATS, seats)}
          label={t("seats")}
        />
      </div>
      {salesNear.length > 0 && (
        <Notice tone="warn">
          <p>{t("saleRunning", { names: salesNear.join(", ") })}</p>
          <label className="mt-2 flex min-h-11 items-center gap-3">
            <input type="checkbox" name="rehearsal.duringSale" className="size-5 accent-signal" />
            {t("duringSale")}
          </label>
        </Notice>
      )}
      <Button type="submit" disabled={pending || isRunning} className="justify-self-start">
        {t(pending ? "busy" : "start")}
      </Button>
      <div role="status" className="empty:hidden">
        {errorCode && (
          <Notice tone="bad">{errorCode === "OFFLINE" ? common("offline") : ERRORS[errorCode][locale]}</Notice>
        )}
      </div>
    </form>
  );
}
