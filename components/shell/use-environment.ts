"use client";

import { useSyncExternalStore } from "react";
import { DEFAULT_LOCALE, type Locale } from "@/lib/core/locales";

function subscribe(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** Whether the device has a network. A server always has one. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );

const noSubscription = () => () => {};

/** The language of the document, for components that cannot rely on messages. Read again after hydration. */
export const useDocumentLocale = (): Locale =>
  useSyncExternalStore(
    noSubscription,
    () => document.documentElement.lang as Locale, // the layout sets it
    () => DEFAULT_LOCALE,
  );
