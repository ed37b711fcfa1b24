"use client";

import { Button, buttonClass } from "@/components/ui/button";
import { LOCALES } from "@/lib/core/locales";
import { useDocumentLocale, useOnline } from "./use-environment";

/** What broke, what is safe, and what to do next. */
export function ErrorView({ retry }: { retry: () => void }) {
  const words = LOCALES[useDocumentLocale()].failure;
  const online = useOnline();
  return (
    <div className="grid max-w-prose justify-items-start gap-4 pt-12" role="alert">
      <title>{words.title}</title>
      <h1 className="text-3xl">{words.title}</h1>
      <p>{online ? words.text : words.offline}</p>
      <div className="flex flex-wrap gap-3">
        <Button look="signal" onClick={retry}>
          {words.retry}
        </Button>
        <a href="/" className={buttonClass()}>
          {words.home}
        </a>
      </div>
    </div>
  );
}
