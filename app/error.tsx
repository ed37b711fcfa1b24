"use client";

import { Broken } from "@/components/shell/broken";

const locale = () => (typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "ko");

/** A page that broke inside its frame. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return <Broken retry={retry} locale={locale()} />;
}
