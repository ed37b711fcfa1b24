"use client";

import { createContext, type ReactNode } from "react";

/** What an error page of one part of the site says: what is safe, and where to go next. */
export type ErrorTexts = { text: string; back: { href: string; label: string } };

export const ErrorTextsContext = createContext<ErrorTexts | null>(null);

type Props = { texts: ErrorTexts; children?: ReactNode };

/** Hands a segment's layout's sentences to its `error.tsx`, so that no script carries them in every language. */
export function ErrorTextsProvider({ texts, children }: Props) {
  return <ErrorTextsContext value={texts}>{children}</ErrorTextsContext>;
}
