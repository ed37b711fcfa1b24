"use client";

import { useSyncExternalStore } from "react";

function watch(changed: () => void): () => void {
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
    watch,
    () => navigator.onLine,
    () => true,
  );

const never = () => () => {};

/** The language of the page around, for what may not ask the catalogue of messages. Read again once the page stands. */
export const useLanguage = (): "ko" | "en" =>
  useSyncExternalStore(
    never,
    () => (document.documentElement.lang === "en" ? "en" : "ko"),
    () => "ko",
  );
