"use client";

import { useTranslations } from "next-intl";
import { roundEta } from "./eta";

/** The estimate as text: "약 4분", "any moment". */
export function useEtaText(seconds: number | null): string {
  const t = useTranslations("queue.eta");
  const eta = roundEta(seconds);
  if (eta.kind === "minutes") return t("minutes", eta);
  if (eta.kind !== "hours") return t(eta.kind);
  return eta.minutes === 0 ? t("hours", eta) : t("hoursMinutes", eta);
}
