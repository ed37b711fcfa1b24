"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef } from "react";
import { useErrorText } from "./use-error-text";
import type { FieldErrors } from "./validate";

type Props = { fieldErrors: FieldErrors; attempts: number; labelOf: (path: string) => string };

/** The form's errors as links to their fields. It takes the focus, so that a screen reader reads it and Tab continues there. */
export function ErrorSummary({ fieldErrors, attempts, labelOf }: Props) {
  const t = useTranslations("admin.form");
  const errorText = useErrorText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts) box.current?.focus();
  }, [attempts]);
  if (fieldErrors.size === 0) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded border-bad border-l-4 bg-bad-wash px-4 py-3">
      <p className="font-bold">{t("problems", { count: fieldErrors.size })}</p>
      <ul className="mt-2 grid gap-1 text-sm">
        {[...fieldErrors].map(([path, error]) => (
          <li key={path}>
            <a href={`#${path}`} onClick={(event) => focusField(event, path)} className="underline underline-offset-4">
              {labelOf(path)}
            </a>
            {" — "}
            {errorText(error)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(event: MouseEvent, path: string): void {
  const field = document.getElementById(path);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
}
