"use client";

import { use } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { FAILURE_TEXTS } from "@/lib/core/locales";
import { ErrorTextsContext } from "./error-texts";
import { useDocumentLocale, useOnline } from "./use-environment";

/** What broke, what is safe, and what to do next: in the words of the segment that broke, if it has any. */
export function ErrorView({ retry }: { retry: () => void }) {
  const general = FAILURE_TEXTS[useDocumentLocale()];
  const online = useOnline();
  const { text, back } = use(ErrorTextsContext) ?? { text: general.text, back: { href: "/", label: general.home } };
  return (
    <div className="grid max-w-prose justify-items-start gap-4 pt-12" role="alert">
      <title>{general.title}</title>
      <h1 className="text-3xl">{general.title}</h1>
      <p>{online ? text : general.offline}</p>
      <div className="flex flex-wrap gap-3">
        <Button look="signal" onClick={retry}>
          {general.retry}
        </Button>
        <a href={back.href} className={buttonClass()}>
          {back.label}
        </a>
      </div>
    </div>
  );
}
