"use client";

import { useTranslations } from "next-intl";
import { CountdownTimer } from "../ui/countdown-timer";

/** What is left of the hold, by the server's clock. */
export function HoldCountdown({ until, serverNow, onOver }: { until: string; serverNow: string; onOver: () => void }) {
  const t = useTranslations("checkout");
  return (
    <div>
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-soft">{t("clock")}</span>
        <CountdownTimer
          label={t("clock")}
          until={until}
          serverNow={serverNow}
          className="text-3xl"
          announce={(seconds) => t("clockSaid", { seconds })}
          onOver={onOver}
        />
      </p>
      <p className="text-soft text-sm">{t("clockHint")}</p>
    </div>
  );
}
