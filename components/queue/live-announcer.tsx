"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { shouldAnnounce } from "./milestone";
import type { Ticket } from "./poll-result";
import { useEtaText } from "./use-eta-text";

/** Reads the position out politely: on arrival, past each round number, and after a lost connection. */
export function LiveAnnouncer({ ticket, offline }: { ticket: Ticket; offline: boolean }) {
  const t = useTranslations("queue.say");
  const eta = useEtaText(ticket.etaSeconds);
  const [message, setMessage] = useState("");
  const lastAnnounced = useRef<number | null>(null);
  const wasOffline = useRef(false);
  const { position, etaSeconds } = ticket;
  useEffect(() => {
    if (offline) {
      wasOffline.current = true;
      return;
    }
    if (wasOffline.current) setMessage(t("back", { position }));
    else if (shouldAnnounce(lastAnnounced.current, position - 1))
      setMessage(etaSeconds === null ? t("positionOnly", { position }) : t("position", { position, eta }));
    else return;
    wasOffline.current = false;
    lastAnnounced.current = position - 1;
  }, [position, etaSeconds, eta, offline, t]);
  return (
    <p role="status" className="hidden-visually">
      {message}
    </p>
  );
}
