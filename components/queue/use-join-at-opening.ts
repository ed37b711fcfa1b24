"use client";

import { useEffect, useState } from "react";

const LONGEST_TIMER_MS = 2_147_483_647;

/** Joins at the moment sales open, by the server's clock; a second later again when the line says it was too early. */
export function useJoinAtOpening(waiting: boolean, opensAt: string, serverNow: string, join: () => void): void {
  const [offsetMs] = useState(() => Date.parse(serverNow) - Date.now());
  useEffect(() => {
    if (!waiting) return;
    const delayMs = Math.max(1000, Date.parse(opensAt) - Date.now() - offsetMs);
    if (delayMs > LONGEST_TIMER_MS) return;
    const timer = setTimeout(join, delayMs);
    return () => clearTimeout(timer);
  }, [waiting, opensAt, offsetMs, join]);
}
