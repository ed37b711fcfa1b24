"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { CountdownTimer } from "../ui/countdown-timer";

type Props = { kind: "session" | "hold"; until: string; serverNow: string };

/** How long the fan's session in the hall, or their hold, still lasts. */
export function SessionCountdown({ kind, until, serverNow }: Props) {
  const t = useTranslations("seats.clock");
  const router = useRouter();
  const label = t(kind);
  return (
    <p className="flex flex-none flex-col items-end leading-tight sm:flex-row sm:items-baseline sm:gap-2">
      <span className="text-soft text-xs sm:text-sm">{label}</span>
      <CountdownTimer
        label={label}
        until={until}
        serverNow={serverNow}
        className="text-lg"
        announce={(seconds) => t("left", { label, seconds })}
        onOver={() => router.refresh()}
      />
    </p>
  );
}
