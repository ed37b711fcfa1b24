"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { ReleaseAction } from "./types";

type Props = { reservationIds: string[]; release: ReleaseAction; disabled: boolean; onReleased: () => void };

/** Gives every held seat back, after saying that the turn ends with it. */
export function ReleaseSeats({ reservationIds, release, disabled, onReleased }: Props) {
  const t = useTranslations("checkout");
  const [step, setStep] = useState<"idle" | "asking" | "busy" | "failed">("idle");
  const opener = useRef<HTMLButtonElement>(null);

  async function confirm() {
    setStep("busy");
    const result = await release(reservationIds).catch(() => null);
    if (result?.ok) onReleased();
    else setStep("failed");
  }
  function cancel() {
    setStep("idle");
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (step === "idle")
    return (
      <Button ref={opener} look="quiet" size="small" disabled={disabled} onClick={() => setStep("asking")}>
        {t("release.ask")}
      </Button>
    );
  return (
    <Notice
      tone="warn"
      role="alert"
      className="w-full"
      title={t("release.title")}
      action={
        <>
          <Button autoFocus disabled={step === "busy"} onClick={cancel}>
            {t("release.no")}
          </Button>
          <Button look="danger" disabled={step === "busy"} onClick={confirm}>
            {t(step === "busy" ? "release.busy" : "release.yes")}
          </Button>
        </>
      }
    >
      {step === "failed" ? t("offlineRelease") : t("release.text", { count: reservationIds.length })}
    </Notice>
  );
}
