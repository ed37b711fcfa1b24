"use client";

import "./globals.css";
import { ErrorView } from "@/components/shell/error-view";
import { DEFAULT_LOCALE, preferredLocale } from "@/lib/core/locales";

const locale = () => preferredLocale(typeof navigator === "undefined" ? null : navigator.language, DEFAULT_LOCALE);

/** The root layout failed: a page of its own, in the browser's language. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang={locale()}>
      <body>
        <main className="page">
          <ErrorView retry={retry} />
        </main>
      </body>
    </html>
  );
}
