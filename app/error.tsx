"use client";

import { ErrorView } from "@/components/shell/error-view";

/** The error boundary of every page that has none of its own, inside the site's frame. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return <ErrorView retry={retry} />;
}
