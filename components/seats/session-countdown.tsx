"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { classNames } from "../ui/class-names";
import { formatCountdown } from "../ui/countdown";
import { useCountdown } from "../ui/use-countdown";

type Props = { kind: "session" | "hold"; until: string; serverNow: string; onOver: () => void };

const URGENT_SECONDS = 60;

/** How long this turn, or this hold, still lasts. Said aloud at a minute and at ten seconds. */
export function SessionCountdown({ kind, until, serverNow, onOver }: Props) {
  const t = useTranslations("seats.clock");
  const { left, mark } = useCountdown(until, serverNow);
  const label = t(kind);
  useEffect(() => {
    if (left === 0) onOver();
  }, [left, onOver]);
  return (
    <p className="flex flex-none flex-col items-end leading-tight sm:flex-row sm:items-baseline sm:gap-2">
      <span className="text-soft text-xs sm:text-sm">{label}</span>
      <span
        role="timer"
        aria-label={label}
        className={classNames("figures font-black text-lg", left <= URGENT_SECONDS && "text-bad")}
      >
        {formatCountdown(left)}
      </span>
      <span role="status" className="hidden-visually">
        {mark ? t("left", { label, seconds: mark }) : ""}
      </span>
    </p>
  );
}
