"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { ReleaseAction } from "./actions";

type Props = { reservationIds: string[]; release: ReleaseAction; disabled: boolean; onReleased: () => void };

/** Gives every held seat back, after saying that the turn ends with it. */
export function GiveBack({ reservationIds, release, disabled, onReleased }: Props) {
  const t = useTranslations("checkout");
  const [step, setStep] = useState<"idle" | "asking" | "busy" | "failed">("idle");
  const opener = useRef<HTMLButtonElement>(null);

  async function giveBack() {
    setStep("busy");
    const answer = await release(reservationIds).catch(() => null);
    if (answer?.ok) onReleased();
    else setStep("failed");
  }
  function keep() {
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
          <Button autoFocus disabled={step === "busy"} onClick={keep}>
            {t("release.no")}
          </Button>
          <Button look="danger" disabled={step === "busy"} onClick={giveBack}>
            {t(step === "busy" ? "release.busy" : "release.yes")}
          </Button>
        </>
      }
    >
      {step === "failed" ? t("offlineRelease") : t("release.text", { count: reservationIds.length })}
    </Notice>
  );
}
