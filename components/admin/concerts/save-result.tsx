"use client";

import { useLocale, useTranslations } from "next-intl";
import { ERRORS } from "@/lib/core/errors";
import { Notice } from "../../ui";
import type { SaveResult } from "./use-concert-form";

/** What became of the last save, read out when it is known. */
export function SaveResultNotice({ outcome }: { outcome: SaveResult }) {
  const t = useTranslations("admin");
  const locale = useLocale();
  return (
    <div role="status">
      {outcome.kind === "saved" && <Notice tone="good">{t("edit.saved")}</Notice>}
      {outcome.kind === "unchanged" && <Notice>{t("form.unchanged")}</Notice>}
      {outcome.kind === "tooLarge" && <Notice tone="bad">{t("form.tooLarge")}</Notice>}
      {outcome.kind === "refused" && (
        <Notice tone="bad">
          {outcome.code === "SEAT_IN_USE"
            ? t("form.inUse", { seats: outcome.seatNumbers.join(", ") })
            : ERRORS[outcome.code][locale]}
        </Notice>
      )}
    </div>
  );
}
