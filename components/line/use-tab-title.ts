"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { Ticket } from "./outcome";
import type { Phase } from "./state";

/** The tab shows the position, for those who wait in another one. */
export function useTabTitle(phase: Phase, ticket: Ticket | null, name: string): void {
  const t = useTranslations("line");
  const position = ticket?.position;
  useEffect(() => {
    const before = document.title;
    if (phase === "admitted") document.title = t("tabIn", { name });
    else if (phase === "waiting" && position !== undefined) document.title = t("tab", { position, name });
    return () => {
      document.title = before;
    };
  }, [phase, position, name, t]);
}
