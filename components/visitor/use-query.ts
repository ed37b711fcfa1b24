"use client";

import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  return () => removeEventListener("popstate", listener);
}

/**
 * A parameter of the page's URL; null where it has none, undefined in a shared page's HTML, which does not depend on it.
 * Next's own hook would leave the part of the page that uses it out of that HTML.
 */
export const useQuery = (name: string): string | null | undefined =>
  useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(location.search).get(name),
    () => undefined,
  );
