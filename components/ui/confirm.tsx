"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { isBusyCode } from "../checkout/types";
import { Button } from "./button";
import { Notice } from "./notice";

type ConfirmResult = { ok: true } | { ok: false; code: string } | "unknown";
type Props = {
  ask: ReactNode;
  title: ReactNode;
  text: ReactNode;
  yes: ReactNode;
  busy: ReactNode;
  no: ReactNode;
  act: () => Promise<ConfirmResult>;
  onDone: () => void;
};

/** A step that cannot be taken back: said in place what it does, then done once however often it is pressed. */
export function Confirm({ ask, title, text, yes, busy, no, act, onDone }: Props) {
  const t = useTranslations("tickets");
  const [step, setStep] = useState<"idle" | "asking" | "acting">("idle");
  const [trouble, setTrouble] = useState<"offline" | "busy" | "broken" | null>(null);
  const opener = useRef<HTMLButtonElement>(null);

  async function confirm() {
    setStep("acting");
    setTrouble(null);
    const result = await act();
    if (result !== "unknown" && result.ok) return onDone();
    setStep("asking");
    setTrouble(result === "unknown" ? "offline" : isBusyCode(result.code) ? "busy" : "broken");
  }
  function cancel() {
    setStep("idle");
    setTrouble(null);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (step === "idle")
    return (
      <Button ref={opener} size="small" className="justify-self-start" onClick={() => setStep("asking")}>
        {ask}
      </Button>
    );
  return (
    <Notice
      tone={trouble ? "bad" : "warn"}
      role="alert"
      title={title}
      action={
        <>
          <Button size="small" autoFocus disabled={step === "acting"} onClick={cancel}>
            {no}
          </Button>
          <Button size="small" look="danger" disabled={step === "acting"} onClick={confirm}>
            {step === "acting" ? busy : yes}
          </Button>
        </>
      }
    >
      {trouble ? t(trouble) : text}
    </Notice>
  );
}
