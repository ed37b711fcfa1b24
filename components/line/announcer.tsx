"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { worthSaying } from "./milestone";
import type { Ticket } from "./outcome";
import { useEta } from "./use-eta";

/** Says the position aloud, politely, when it is news: on arrival, past each round number, and after a lost connection. */
export function Announcer({ ticket, offline }: { ticket: Ticket; offline: boolean }) {
  const t = useTranslations("line.say");
  const eta = useEta(ticket.etaSeconds);
  const [said, setSaid] = useState("");
  const saidAhead = useRef<number | null>(null);
  const wasOffline = useRef(false);
  const { position, etaSeconds } = ticket;
  useEffect(() => {
    if (offline) {
      wasOffline.current = true;
      return;
    }
    if (wasOffline.current) setSaid(t("back", { position }));
    else if (worthSaying(saidAhead.current, position - 1))
      setSaid(etaSeconds === null ? t("positionOnly", { position }) : t("position", { position, eta }));
    else return;
    wasOffline.current = false;
    saidAhead.current = position - 1;
  }, [position, etaSeconds, eta, offline, t]);
  return (
    <p role="status" className="hidden-visually">
      {said}
    </p>
  );
}
