"use client";

import { ErrorView } from "@/components/shell/error-view";

/** A page that broke inside its frame. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return <ErrorView retry={retry} />;
}
