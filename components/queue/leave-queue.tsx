"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { fetchApi } from "../api";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

type Props = { concertId: string; position: number; onLeaving: () => void; onStaying: () => void; onLeft: () => void };

/** Gives the place up, after saying what that costs. From `onLeaving` on nobody should ask for it, until `onStaying`. */
export function LeaveQueue({ concertId, position, onLeaving, onStaying, onLeft }: Props) {
  const t = useTranslations("queue.leave");
  const [step, setStep] = useState<"idle" | "asking" | "leaving" | "failed">("idle");
  const opener = useRef<HTMLButtonElement>(null);

  async function leave() {
    setStep("leaving");
    onLeaving();
    const result = await fetchApi(`/api/queue?concertId=${encodeURIComponent(concertId)}`, { method: "DELETE" });
    if (result.ok) return onLeft();
    setStep("failed");
    onStaying();
  }

  function cancel() {
    setStep("idle");
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (step === "idle")
    return (
      <Button ref={opener} look="quiet" size="small" className="justify-self-start" onClick={() => setStep("asking")}>
        {t("ask")}
      </Button>
    );
  return (
    <Notice
      tone={step === "failed" ? "bad" : "warn"}
      role="alert"
      title={t("title")}
      action={
        <>
          <Button autoFocus onClick={cancel} disabled={step === "leaving"}>
            {t("no")}
          </Button>
          <Button look="danger" onClick={leave} disabled={step === "leaving"}>
            {t("yes")}
          </Button>
        </>
      }
    >
      {step === "failed" ? t("failed") : t("text", { position })}
    </Notice>
  );
}
