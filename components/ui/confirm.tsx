"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button";
import { Notice } from "./notice";

type Props = {
  /** The button that opens the question. */
  open: ReactNode;
  title: ReactNode;
  text: ReactNode;
  confirm: ReactNode;
  confirming?: ReactNode;
  cancel: ReactNode;
  look?: "outline" | "quiet";
  size?: "small" | "normal";
  disabled?: boolean;
  /** Returns what went wrong, null once it is done. */
  action: () => Promise<ReactNode>;
  onDone: () => void;
};

/** A step that can't be taken back: it says in place what it does, and is done once however often it is pressed. */
export function Confirm({ open, title, text, confirm, confirming, cancel, action, onDone, ...rest }: Props) {
  const { look = "outline", size = "normal", disabled = false } = rest;
  const [step, setStep] = useState<"closed" | "asking" | "busy">("closed");
  const [error, setError] = useState<ReactNode>(null);
  const openButton = useRef<HTMLButtonElement>(null);
  const busy = step === "busy";

  async function run() {
    setStep("busy");
    setError(null);
    const failure = await action();
    if (failure === null) return onDone();
    setStep("asking");
    setError(failure);
  }
  function close() {
    setStep("closed");
    setError(null);
    requestAnimationFrame(() => openButton.current?.focus());
  }

  if (step === "closed")
    return (
      <Button
        ref={openButton}
        look={look}
        size="small"
        className="justify-self-start"
        disabled={disabled}
        onClick={() => setStep("asking")}
      >
        {open}
      </Button>
    );
  return (
    <Notice
      tone={error ? "bad" : "warn"}
      role="alert"
      className="w-full"
      title={title}
      action={
        <>
          <Button size={size} autoFocus disabled={busy} onClick={close}>
            {cancel}
          </Button>
          <Button size={size} look="danger" disabled={busy} onClick={run}>
            {busy ? (confirming ?? confirm) : confirm}
          </Button>
        </>
      }
    >
      {error ?? text}
    </Notice>
  );
}
