"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { Ticket } from "./poll-result";
import type { Phase } from "./state";

/** Keeps the tab's title, also when the page's own one arrives late in the stream. Returns how to stop. */
function keepTitle(title: string): () => void {
  let before = document.title;
  const keep = () => {
    if (document.title === title) return;
    before = document.title;
    document.title = title;
  };
  keep();
  const observer = new MutationObserver(keep);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => {
    observer.disconnect();
    if (document.title === title) document.title = before; // else the next page has set its own already
  };
}

/** Shows the position in the tab's title, for fans who wait in another tab. */
export function useTabTitle(phase: Phase, ticket: Ticket | null, name: string): void {
  const t = useTranslations("queue");
  const position = ticket?.position;
  useEffect(() => {
    if (phase === "admitted") return keepTitle(t("tabIn", { name }));
    if (phase === "waiting" && position !== undefined) return keepTitle(t("tab", { position, name }));
    return undefined;
  }, [phase, position, name, t]);
}
