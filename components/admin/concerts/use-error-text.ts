"use client";

import { useTranslations } from "next-intl";
import type { FieldError } from "./validate";

/** A field's error as a sentence in the reader's language. */
export function useErrorText(): (error: FieldError | undefined) => string | undefined {
  const t = useTranslations("admin.form");
  return (error) => {
    if (!error) return undefined;
    if (error.code === "server") return error.text;
    return error.code === "number" ? t("number", { min: error.min, max: error.max }) : t(error.code);
  };
}
