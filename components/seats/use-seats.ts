"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Heard, hear } from "./live";
import type { Seat } from "./types";

const EVERY_MS = 2_000; // spec: live, about every two seconds
const LATER_MS = 6_000; // after a refusal, in case this page stays: a turn may come back

export type Trouble = { kind: "offline" } | { kind: "busy"; seconds: number } | null;
type Live = { seats: Seat[] | null; trouble: Trouble; ended: "over" | "signedOut" | null };

function after(live: Live, heard: Heard): Live {
  if (heard.kind === "seats") return { seats: heard.map.seats, trouble: null, ended: null };
  if (heard.kind === "same") return live.trouble ? { ...live, trouble: null } : live;
  if (heard.kind === "busy") return { ...live, trouble: heard };
  if (heard.kind === "unreachable") return { ...live, trouble: { kind: "offline" } };
  return { ...live, ended: heard.kind };
}

/** The seats of a date as they are now: asked for every two seconds while the page is in sight, at once when it comes back. */
export function useSeats(scheduleId: string): Live & { refresh: () => void } {
  const [live, setLive] = useState<Live>({ seats: null, trouble: null, ended: null });
  const poke = useRef(() => {});
  const refresh = useCallback(() => poke.current(), []);

  useEffect(() => {
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let etag: string | null = null;
    let asking = false;

    async function ask() {
      if (asking || document.visibilityState === "hidden") return;
      clearTimeout(timer);
      asking = true;
      const heard = await hear(scheduleId, etag, stopped.signal);
      asking = false;
      if (stopped.signal.aborted) return;
      if (heard.kind === "seats") etag = heard.etag;
      setLive((live) => after(live, heard));
      if (heard.kind === "signedOut") return;
      timer = setTimeout(
        ask,
        heard.kind === "busy" ? heard.seconds * 1000 : heard.kind === "over" ? LATER_MS : EVERY_MS,
      );
    }

    poke.current = ask;
    void ask();
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("online", ask);
    return () => {
      stopped.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", ask);
      window.removeEventListener("online", ask);
    };
  }, [scheduleId]);

  return { ...live, refresh };
}
