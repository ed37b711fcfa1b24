"use client";

import "./globals.css";
import { Broken } from "@/components/shell/broken";

const locale = () => (typeof navigator !== "undefined" && navigator.language.startsWith("en") ? "en" : "ko");

/** The frame itself broke: a page of its own, in the browser's language. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang={locale()}>
      <body>
        <main className="page">
          <Broken retry={retry} />
        </main>
      </body>
    </html>
  );
}
