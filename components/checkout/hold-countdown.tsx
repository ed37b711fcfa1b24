"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { classNames } from "../ui/class-names";
import { formatCountdown } from "../ui/countdown";
import { useCountdown } from "../ui/use-countdown";

const URGENT_SECONDS = 60;

/** What is left of the hold, by the server's clock. Said aloud at a minute and at ten seconds. */
export function HoldCountdown({ until, serverNow, onOver }: { until: string; serverNow: string; onOver: () => void }) {
  const t = useTranslations("checkout");
  const { left, mark } = useCountdown(until, serverNow);
  useEffect(() => {
    if (left === 0) onOver();
  }, [left, onOver]);
  return (
    <div>
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-soft">{t("clock")}</span>
        <span
          role="timer"
          aria-label={t("clock")}
          className={classNames("figures font-black text-3xl", left <= URGENT_SECONDS && "text-bad")}
        >
          {formatCountdown(left)}
        </span>
      </p>
      <p className="text-soft text-sm">{t("clockHint")}</p>
      <span role="status" className="hidden-visually">
        {mark ? t("clockSaid", { seconds: mark }) : ""}
      </span>
    </div>
  );
}
