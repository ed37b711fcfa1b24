"use client";

import type { FormEvent } from "react";

type Props = { action: (form: FormData) => Promise<void>; label: string; className: string; buttonClass: string };

/** Ends the session, and loads the start page anew: nothing that the visitor saw stays in the document. */
export function SignOutForm({ action, label, className, buttonClass }: Props) {
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    await action(new FormData(event.currentTarget)).catch(() => {}); // its redirect arrives as an error
    location.assign("/");
  }
  return (
    <form action={action} onSubmit={submit} className={className}>
      <button type="submit" className={buttonClass}>
        {label}
      </button>
    </form>
  );
}
