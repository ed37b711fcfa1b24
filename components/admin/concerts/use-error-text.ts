"use client";

import { useTranslations } from "next-intl";
import type { FieldError } from "./validate";

/** A fault as a sentence in the reader's language. */
export function useErrorText(): (fault: FieldError | undefined) => string | undefined {
  const t = useTranslations("admin.form");
  return (fault) => {
    if (!fault) return undefined;
    if (fault.code === "said") return fault.text;
    return fault.code === "number" ? t("number", { min: fault.min, max: fault.max }) : t(fault.code);
  };
}
