"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useActionState } from "react";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { fetchApi } from "../../api";
import { Button, Notice } from "../../ui";

const AUDIT_TIMEOUT_MS = 120_000; // an audit of much data while a sale runs

/** Runs an audit now and shows the page again with its result. */
export function RunAuditButton() {
  const t = useTranslations("audit");
  const locale = useLocale();
  const router = useRouter();
  const [errorCode, run, pending] = useActionState(async (): Promise<ErrorCode | "OFFLINE" | null> => {
    const response = await fetchApi("/api/admin/audits", { method: "POST", timeoutMs: AUDIT_TIMEOUT_MS });
    router.refresh();
    return response.ok ? null : response.code;
  }, null);
  return (
    <form action={run} className="grid justify-items-start gap-3">
      <Button type="submit" disabled={pending}>
        {t(pending ? "busy" : "now")}
      </Button>
      <div role="status" className="empty:hidden">
        {errorCode && <Notice tone="bad">{errorCode === "OFFLINE" ? t("offline") : ERRORS[errorCode][locale]}</Notice>}
      </div>
    </form>
  );
}
