"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, Field } from "../../ui";
import type { FoundPlace } from "./types";

type Props = { place: FoundPlace; busy: boolean; onPutOut: (reason: string) => void; onKeep: () => void };

const REASON_MAX = 200; // characters

/** One place in the line, whose it is, and the reason that putting it out needs. */
export function PlaceCard({ place, busy, onPutOut, onKeep }: Props) {
  const t = useTranslations("adminQueue.putOut");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { number, status, position, fan, seatsHeld } = place;

  function send(event: FormEvent) {
    event.preventDefault();
    setMissing(!reason.trim());
    if (reason.trim()) onPutOut(reason.trim());
  }

  return (
    <form noValidate onSubmit={send} className="grid gap-3 rounded border border-edge p-4">
      <div>
        <p ref={heading} tabIndex={-1} className="figures font-bold outline-none">
          {t("number", { number })} · {fan.name}
        </p>
        <p className="text-soft text-sm">{fan.email}</p>
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
        <Button type="submit" look="danger" disabled={busy}>
          {t("action")}
        </Button>
        <Button look="quiet" onClick={onKeep} disabled={busy}>
          {t("keep")}
        </Button>
      </div>
    </form>
  );
}
