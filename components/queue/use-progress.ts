"use client";

import { useEffect, useState } from "react";
import { readSessionItem, writeSessionItem } from "../session-storage";
import type { Ticket } from "./poll-result";
import { advance, parseProgress } from "./progress";

/** The place's progress, 0 to 1, stored for the tab so that a reload does not set it back. */
export function useProgress(concertId: string, ticket: Ticket | null): number {
  const [reached, setReached] = useState(0);
  const [number, position] = [ticket?.number, ticket?.position];
  useEffect(() => {
    if (number === undefined || position === undefined) return;
    const key = `jari-line-${concertId}`;
    const progress = advance(parseProgress(readSessionItem(key)), number, position);
    writeSessionItem(key, JSON.stringify(progress));
    setReached(progress.reached);
  }, [concertId, number, position]);
  return reached;
}
