"use client";

import { useEffect, useEffectEvent, useState } from "react";

const LONGEST_TIMER_MS = 2_147_483_647;

/** Joins at the moment sales open, by the server's clock; a second later again where the queue says it was too early. */
export function useJoinAtOpening(waiting: boolean, opensAt: string, serverNow: string, join: () => void): void {
  const [offsetMs] = useState(() => Date.parse(serverNow) - Date.now());
  const onOpening = useEffectEvent(join);
  useEffect(() => {
    if (!waiting) return;
    const delayMs = Math.max(1000, Date.parse(opensAt) - Date.now() - offsetMs);
    if (delayMs > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => onOpening(), delayMs);
    return () => clearTimeout(timer);
  }, [waiting, opensAt, offsetMs]);
}
