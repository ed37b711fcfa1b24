"use client";

import "./globals.css";
import { DEFAULT_LOCALE, FAILURE_TEXTS, preferredLocale } from "@/lib/core/locales";

const BUTTON = "rounded border border-edge px-5 py-1.5 font-bold";

/** The root layout failed: a page of its own, in the browser's language. It is a chunk of every page, so it imports little. */
export default function GlobalError({ retry }: { retry: () => void }) {
  const locale = preferredLocale(typeof navigator === "undefined" ? null : navigator.language, DEFAULT_LOCALE);
  const texts = FAILURE_TEXTS[locale];
  return (
    <html lang={locale}>
      <body>
        <main className="page grid max-w-prose justify-items-start gap-4 pt-12" role="alert">
          <title>{texts.title}</title>
          <h1 className="text-3xl">{texts.title}</h1>
          <p>{texts.text}</p>
          <button type="button" className={BUTTON} onClick={retry}>
            {texts.retry}
          </button>
          <a href="/" className={BUTTON}>
            {texts.home}
          </a>
        </main>
      </body>
    </html>
  );
}
