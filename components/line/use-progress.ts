"use client";

import { useEffect, useState } from "react";
import { remember, remembered } from "../remember";
import type { Ticket } from "./outcome";
import { advance, recall } from "./progress";

/** How far this place has come, 0 to 1, remembered by the tab so that a reload does not set it back. */
export function useProgress(concertId: string, ticket: Ticket | null): number {
  const [reached, setReached] = useState(0);
  const [number, position] = [ticket?.number, ticket?.position];
  useEffect(() => {
    if (number === undefined || position === undefined) return;
    const key = `jari-line-${concertId}`;
    const memory = advance(recall(remembered(key)), number, position);
    remember(key, JSON.stringify(memory));
    setReached(memory.reached);
  }, [concertId, number, position]);
  return reached;
}
