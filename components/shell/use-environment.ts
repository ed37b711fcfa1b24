"use client";

import { useSyncExternalStore } from "react";

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

/** The language of the page around, for what may not ask the catalogue of messages. Read again once the page stands. */
export const useDocumentLocale = (): "ko" | "en" =>
  useSyncExternalStore(
    noSubscription,
    () => (document.documentElement.lang === "en" ? "en" : "ko"),
    () => "ko",
  );
