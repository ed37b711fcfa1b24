"use client";

import { ErrorView } from "@/components/shell/error-view";

/** The error boundary of this segment; its layout has the sentences. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return <ErrorView retry={retry} />;
}
