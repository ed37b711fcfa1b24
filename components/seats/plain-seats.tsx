"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction, FormFailure } from "../form-action";
import { failureKind } from "../retry-request";
import { Button } from "../ui/button";
import { Money } from "../ui/money";
import { Notice } from "../ui/notice";
import { type NamedSeat, seatName } from "./seat-name";

const ERRORS = { unknown: "holdOffline", busy: "holdBusy", signedOut: "broken", refused: "broken" } as const;

type Props = {
  slug: string;
  scheduleId: string;
  seats: readonly (NamedSeat & { grade: string; price: number; mine: boolean })[];
  limit: number;
  /** Makes sending the form twice one hold. */
  holdKey: string;
  hold: FormAction;
};

/** The seats of a date as a form, where no script runs. */
export function PlainSeats({ slug, scheduleId, seats, limit, holdKey, hold }: Props) {
  const t = useTranslations("seats");
  const [failure, submit] = useActionState<FormFailure | null, FormData>(hold, null);
  if (seats.length === 0) return <p>{t("noneLeft")}</p>;
  return (
    <form action={submit} className="grid gap-4">
      <p>{t("limit", { limit })}</p>
      {failure && (
        <Notice tone="bad" role="alert">
          {t(ERRORS[failureKind(failure)])}
        </Notice>
      )}
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="scheduleId" value={scheduleId} />
      <input type="hidden" name="key" value={holdKey} />
      <ul className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
        {seats.map((seat) => (
          <li key={seat.number}>
            <label className="flex min-h-11 items-center gap-3 border-line border-b">
              <input type="checkbox" name="seatNumber" value={seat.number} defaultChecked={seat.mine} />
              <span className="font-bold">{seatName(t, seat)}</span>
              <span className="text-soft text-sm">{seat.grade}</span>
              <Money amount={seat.price} className="ml-auto" />
            </label>
          </li>
        ))}
      </ul>
      <Button type="submit" look="signal" size="large">
        {t("checkout")}
      </Button>
    </form>
  );
}
