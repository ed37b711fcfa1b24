"use client";

import { Broken } from "@/components/shell/broken";

/** A page that broke inside its frame. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return <Broken retry={retry} />;
}
