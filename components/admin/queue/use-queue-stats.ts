"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { fetchApi } from "../../api";
import type { AdminQueue } from "./types";

const REFRESH_EVERY_MS = 2_000;

/**
 * The line as it stands, looked at every two seconds while the page is in sight, and at once when it comes back into
 * sight or `look` is called; null until the first look, "unknown" while the line can't say.
 */
export function useQueueStats(concertId: string): { standing: AdminQueue | "unknown" | null; look: () => void } {
  const [standing, setStanding] = useState<AdminQueue | "unknown" | null>(null);
  const poke = useRef(() => {});
  const look = useCallback(() => poke.current(), []);

  useEffect(() => {
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest = 0;

    async function ask() {
      clearTimeout(timer);
      if (document.hidden) return;
      const mine = ++latest;
      const answer = await fetchApi<AdminQueue>(`/api/admin/queues/${concertId}`, { signal: stopped.signal });
      if (stopped.signal.aborted || mine !== latest) return; // somebody has asked since
      setStanding(answer.ok ? answer.data : "unknown");
      timer = setTimeout(ask, REFRESH_EVERY_MS);
    }

    poke.current = ask;
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      stopped.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [concertId]);
  return { standing, look };
}
