"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { isBusy } from "../checkout/actions";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

type Answer = { ok: true } | { ok: false; code: string } | "unknown";
type Props = {
  ask: ReactNode;
  title: ReactNode;
  text: ReactNode;
  yes: ReactNode;
  busy: ReactNode;
  no: ReactNode;
  act: () => Promise<Answer>;
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
    const answer = await act();
    if (answer !== "unknown" && answer.ok) return onDone();
    setStep("asking");
    setTrouble(answer === "unknown" ? "offline" : isBusy(answer.code) ? "busy" : "broken");
  }
  function keep() {
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
          <Button size="small" autoFocus disabled={step === "acting"} onClick={keep}>
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
