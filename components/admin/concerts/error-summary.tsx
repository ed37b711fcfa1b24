"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef } from "react";
import { useErrorText } from "./use-error-text";
import type { FieldErrors } from "./validate";

type Props = { faults: FieldErrors; tries: number; labelOf: (path: string) => string };

/** What has to be mended, each a link to its field. It takes the focus, so that it is read out and Tab goes on from it. */
export function ErrorSummary({ faults, tries, labelOf }: Props) {
  const t = useTranslations("admin.form");
  const say = useErrorText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries) box.current?.focus();
  }, [tries]);
  if (faults.size === 0) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded border-bad border-l-4 bg-bad-wash px-4 py-3">
      <p className="font-bold">{t("problems", { count: faults.size })}</p>
      <ul className="mt-2 grid gap-1 text-sm">
        {[...faults].map(([path, fault]) => (
          <li key={path}>
            <a href={`#${path}`} onClick={(event) => focusField(event, path)} className="underline underline-offset-4">
              {labelOf(path)}
            </a>
            {" — "}
            {say(fault)}
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
