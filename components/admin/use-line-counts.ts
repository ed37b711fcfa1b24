"use client";

import { useEffect, useState } from "react";
import { api } from "../api";

export type LineCounts = { tail: number; waiting: number; active: number };

const LOOK_EVERY_MS = 2_000;

/** The line's counts, looked at every two seconds while the page is in sight; null until the first look, "unknown" while the line can't say. */
export function useLineCounts(concertId: string): LineCounts | "unknown" | null {
  const [counts, setCounts] = useState<LineCounts | "unknown" | null>(null);
  useEffect(() => {
    let over = false;
    async function look() {
      if (document.hidden) return;
      const answer = await api<LineCounts>(`/api/admin/queues/${concertId}`);
      if (!over) setCounts(answer.ok ? answer.data : "unknown");
    }
    void look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [concertId]);
  return counts;
}
