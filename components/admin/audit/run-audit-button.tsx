"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { fetchApi } from "../../api";
import { Button, Notice } from "../../ui";

const AUDIT_TIMEOUT_MS = 120_000; // an audit of a large house beside a sale

/** Audits the books now, and shows the page anew with what came of it. */
export function RunAuditButton() {
  const t = useTranslations("audit");
  const locale = useLocale();
  const router = useRouter();
  const [busy, start] = useTransition();
  const [refused, setRefused] = useState<ErrorCode | "OFFLINE" | null>(null);
  const run = () =>
    start(async () => {
      const answer = await fetchApi("/api/admin/audits", { method: "POST", timeoutMs: AUDIT_TIMEOUT_MS });
      setRefused(answer.ok ? null : answer.code);
      router.refresh();
    });
  return (
    <div className="grid justify-items-start gap-3">
      <Button onClick={run} disabled={busy}>
        {t(busy ? "busy" : "now")}
      </Button>
      <div role="status" className="empty:hidden">
        {refused && <Notice tone="bad">{refused === "OFFLINE" ? t("offline") : ERRORS[refused][locale]}</Notice>}
      </div>
    </div>
  );
}
