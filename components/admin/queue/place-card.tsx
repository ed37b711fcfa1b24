"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AdminPlace } from "@/client/types";
import { Button, Field } from "../../ui";

type Props = { place: AdminPlace; pending: boolean; onExpel: (reason: string) => void; onCancel: () => void };

const REASON_MAX = 200; // characters

/** A place in the queue, its fan, and the reason for expelling it. */
export function PlaceCard({ place, pending, onExpel, onCancel }: Props) {
  const t = useTranslations("adminQueue.expel");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { number, status, position, fan, seatsHeld } = place;

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(!reason.trim());
    if (reason.trim()) onExpel(reason.trim());
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-3 rounded border border-edge p-4">
      <div>
        <p ref={heading} tabIndex={-1} className="figures font-bold outline-none">
          {t("number", { number })} · <bdi>{fan.name}</bdi>
        </p>
        <p className="text-soft text-sm">
          <bdi>{fan.email}</bdi>
        </p>
        <p className="figures text-sm">
          {t(`status.${status}`, { position })}
          {seatsHeld > 0 && ` · ${t("seats", { count: seatsHeld })}`}
        </p>
      </div>
      <Field
        name="adminQueue.reason"
        label={t("reason")}
        hint={t("reasonHint")}
        maxLength={REASON_MAX}
        value={reason}
        error={missing ? t("reasonMissing") : undefined}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <Button type="submit" look="danger" disabled={pending}>
          {t("action")}
        </Button>
        <Button look="quiet" onClick={onCancel} disabled={pending}>
          {t("keep")}
        </Button>
      </div>
    </form>
  );
}
