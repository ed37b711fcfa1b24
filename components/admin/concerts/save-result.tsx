"use client";

import { useLocale, useTranslations } from "next-intl";
import { ERRORS } from "@/lib/core/errors";
import { Notice } from "../../ui";
import type { SaveResult } from "./use-concert-form";

/** The result of the last save, announced to screen readers. */
export function SaveResultNotice({ result }: { result: SaveResult }) {
  const t = useTranslations("admin");
  const locale = useLocale();
  return (
    <div role="status">
      {result.kind === "saved" && <Notice tone="good">{t("edit.saved")}</Notice>}
      {result.kind === "unchanged" && <Notice>{t("form.unchanged")}</Notice>}
      {result.kind === "tooLarge" && <Notice tone="bad">{t("form.tooLarge")}</Notice>}
      {result.kind === "refused" && (
        <Notice tone="bad">
          {result.code === "SEAT_IN_USE"
            ? t("form.inUse", { seats: result.seatNumbers.join(", ") })
            : ERRORS[result.code][locale]}
        </Notice>
      )}
    </div>
  );
}
