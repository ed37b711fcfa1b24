"use client";

import { type ReactNode, useActionState, useRef, useState } from "react";
import type { FormAction, FormFailure } from "../form-action";
import { Button, buttonClass } from "./button";
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
  /** Returns what went wrong, null once it is done. `showNote` says meanwhile what it waits for. */
  action: (showNote: (note: ReactNode) => void) => Promise<ReactNode>;
  onDone: () => void;
  /** What is sent without JavaScript. */
  form?: Form;
};

type Form = { action: FormAction; fields: ReactNode; error: (failure: FormFailure) => ReactNode };

/** The same step without JavaScript. No <noscript>, into which React cannot stream. */
function ConfirmForm({ form, ...texts }: { form: Form } & Pick<Props, "open" | "title" | "text" | "confirm">) {
  const [failure, submit] = useActionState(form.action, null);
  return (
    <details open={failure !== null} className="needs-no-script">
      <summary className={buttonClass({ size: "small" })}>{texts.open}</summary>
      <form action={submit} className="mt-2">
        {form.fields}
        <Notice
          tone={failure ? "bad" : "warn"}
          title={texts.title}
          action={
            <Button type="submit" size="small" look="danger">
              {texts.confirm}
            </Button>
          }
        >
          {failure ? form.error(failure) : texts.text}
        </Notice>
      </form>
    </details>
  );
}

/** A step that can't be taken back: it says in place what it does, and is done once however often it is pressed. */
export function Confirm({ open, title, text, confirm, confirming, cancel, action, onDone, ...rest }: Props) {
  const { look = "outline", size = "normal", disabled = false, form } = rest;
  const [step, setStep] = useState<"closed" | "asking" | "busy">("closed");
  const [error, setError] = useState<ReactNode>(null);
  const [note, setNote] = useState<ReactNode>(null);
  const openButton = useRef<HTMLButtonElement>(null);
  const busy = step === "busy";

  async function run() {
    setStep("busy");
    setError(null);
    const failure = await action(setNote);
    setNote(null);
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
      <>
        <Button
          ref={openButton}
          look={look}
          size="small"
          className="needs-script justify-self-start"
          disabled={disabled}
          onClick={() => setStep("asking")}
        >
          {open}
        </Button>
        {form && <ConfirmForm form={form} open={open} title={title} text={text} confirm={confirm} />}
      </>
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
      {note ?? error ?? text}
    </Notice>
  );
}
