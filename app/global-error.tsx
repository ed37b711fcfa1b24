"use client";

import "./globals.css";
import { ErrorView } from "@/components/shell/error-view";

const locale = () => (typeof navigator !== "undefined" && navigator.language.startsWith("en") ? "en" : "ko");

/** The frame itself broke: a page of its own, in the browser's language. */
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
